-- A writer for several formats at once. The sections come as Pandoc's JSON, their Markdown has been read
-- before. The filters that do the same for every format run once, those of one format on a document of
-- its own. As each file stands, its format is said on stdout.
-- Variables, names with commas between: `sections`, `filters`, `format-filters`, `formats`; and `stem`.

local function content(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  return text
end

local function template(name)
  local path = '_extensions/cchc/templates/' .. name
  return pandoc.template.compile(content(path), path)
end

local WRITERS = {
  html5 = function()
    return {
      template = template('page.html'),
      variables = {
        ['header-includes'] = { content('page-head.html') },
        ['include-after'] = { content('page-foot.html') },
      },
    }
  end,
  typst = function() return { template = template('report.typ') } end,
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

local function filtered(doc, filters)
  for _, filter in ipairs(filters) do doc = pandoc.utils.run_lua_filter(doc, filter) end
  return doc
end

local function write(doc, format, filters, stem)
  -- Filters look here, as they do where Pandoc runs them itself.
  FORMAT = format
  doc = filtered(doc, filters)
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

local function text_of(sections)
  local blocks = pandoc.Blocks({})
  for _, section in ipairs(sections) do blocks:extend(pandoc.read(content(section), 'json').blocks) end
  return blocks
end

function ByteStringWriter(doc, options)
  local variables = options.variables
  doc.blocks = text_of(names(variables.sections))
  doc = filtered(doc, names(variables.filters))
  for _, format in ipairs(names(variables.formats)) do
    write(doc:clone(), format, names(variables['format-filters']), tostring(variables.stem))
  end
  return ''
end
