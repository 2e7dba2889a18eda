-- The large numbers at the head of the page. Paper does not print them.

local html = FORMAT:match('html') ~= nil

local function raw(text) return pandoc.RawBlock('html', text) end

-- Letters of a number that half of a phone's width has room for.
local SHORT = 10

local function is_missing(value)
  local found = false
  value:walk({ Span = function(span) found = found or span.classes:includes('missing') end })
  return found
end

-- Words in place of a number are set small: they need no room of their own.
local function is_long(figure)
  local value = figure.content:find_if(function(part) return part.classes[1] == 'key-value' end)
  return value and not is_missing(value) and utf8.len(pandoc.utils.stringify(value.content)) > SHORT
end

-- A name and what is said of it: a list of definitions, one group a figure.
local function group(figure)
  local blocks = pandoc.Blocks({ raw('<div class="key-figure' .. (is_long(figure) and ' long' or '') .. '">') })
  for _, part in ipairs(figure.content) do
    local tag = part.classes[1] == 'key-name' and 'dt' or 'dd'
    blocks:insert(raw('<' .. tag .. ' class="' .. part.classes[1] .. '">'))
    blocks:insert(pandoc.Plain(pandoc.utils.blocks_to_inlines(part.content)))
    blocks:insert(raw('</' .. tag .. '>'))
  end
  blocks:insert(raw('</div>'))
  return blocks
end

function Div(div)
  if not div.classes:includes('key-figures') then return end
  if not html then return {} end
  local blocks = pandoc.Blocks({ raw('<p id="so-lieu-chinh" class="key-title">Số liệu chính</p><dl>') })
  for _, figure in ipairs(div.content) do blocks:extend(group(figure)) end
  blocks:insert(raw('</dl>'))
  div.content = blocks
  -- A list of pairs: a table would come in another order each time.
  div.attributes = { { 'role', 'region' }, { 'aria-labelledby', 'so-lieu-chinh' } }
  return div
end
