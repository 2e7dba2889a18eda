-- Reads Markdown files, one after the other, as long as it is asked to: each line of the input names one,
-- an empty line is the last. Beside each file goes Pandoc's JSON of it. What is done is said on stdout: the
-- file's name, and after a tab what Pandoc warned of. The argument is the Markdown's name for Pandoc.

local READER, OPTIONS = arg[1], { columns = 72 }
-- Of ids used twice a filter tells, for the whole report at once.
local TOLD_ELSEWHERE = { DuplicateIdentifier = true }

local function content(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

local function warnings(messages)
  local said = pandoc.List()
  for _, message in ipairs(messages) do
    local told = pandoc.json.decode(pandoc.json.encode(message), false)
    if told.verbosity == 'WARNING' and not TOLD_ELSEWHERE[told.type] then said:insert(told.pretty) end
  end
  return table.concat(said, ' '):gsub('%s+', ' ')
end

for name in io.lines() do
  if name == '' then break end
  local messages, doc = pandoc.log.silence(pandoc.read, content(name), READER, OPTIONS)
  write(name .. '.json', pandoc.write(doc, 'json'))
  io.stdout:write(name, '\t', warnings(messages), '\n')
  io.stdout:flush()
end
