-- A writer for several formats at once: what holds for every format has been done before, the filters
-- of one format run here on a document of its own. As each file stands, its format is said on stdout.
-- Variables: `formats` and `filters`, names with commas between.

local function content(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  return text
end

local function template(path) return pandoc.template.compile(content(path), path) end

local WRITERS = {
  html5 = function()
    return {
      template = template('templates/page.html'),
      variables = {
        ['header-includes'] = { content('page-head.html') },
        ['include-after'] = { content('page-foot.html') },
      },
    }
  end,
  typst = function() return { template = template('templates/report.typ') } end,
  docx = function()
    return { template = pandoc.template.compile(pandoc.template.default('docx')), reference_doc = 'reference.docx' }
  end,
}
local ENDINGS = { html5 = 'html', typst = 'typ', docx = 'docx' }

local function names(variable)
  local found = pandoc.List()
  for name in tostring(variable):gmatch('[^,]+') do found:insert(name) end
  return found
end

local function refuse_warnings(messages)
  for _, message in ipairs(messages) do
    local said = pandoc.json.decode(pandoc.json.encode(message), false)
    if said.verbosity ~= 'INFO' and said.verbosity ~= 'DEBUG' then error(said.pretty, 0) end
  end
end

local function write(doc, format, filters, stem)
  -- Filters look here, as they do where Pandoc runs them itself.
  FORMAT = format
  for _, filter in ipairs(filters) do doc = pandoc.utils.run_lua_filter(doc, filter) end
  local options = WRITERS[format]()
  options.wrap_text = 'none'
  local messages, written = pandoc.log.silence(pandoc.write, doc, format, options)
  refuse_warnings(messages)
  local file = assert(io.open(stem .. '.' .. ENDINGS[format], 'wb'))
  file:write(written)
  file:close()
  io.stdout:write(format, '\n')
  io.stdout:flush()
end

function ByteStringWriter(doc, options)
  local variables = options.variables
  for _, format in ipairs(names(variables.formats)) do
    write(doc:clone(), format, names(variables.filters), tostring(variables.stem))
  end
  return ''
end
