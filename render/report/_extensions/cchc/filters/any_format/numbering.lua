-- Number charts and tables through the whole report, and resolve references to them.

local NAMES = { chart = 'Hình', table = 'Bảng' }

local counts, labels, unresolved = { chart = 0, table = 0 }, {}, pandoc.List()

-- What a sentence that refers to it says of a chart or a table without data, which is left out.
local WITHOUT_DATA = 'hình, bảng chưa có số liệu'

local function number(div)
  if div.classes:includes('left-out') then labels[div.identifier] = WITHOUT_DATA end
  for class, name in pairs(NAMES) do
    if div.classes:includes(class) then
      counts[class] = counts[class] + 1
      local label = name .. '\u{a0}' .. counts[class]
      labels[div.identifier] = label
      div.attributes['label'] = label
      return div
    end
  end
end

local function resolve(link)
  if not link.classes:includes('ref') then return end
  local label = labels[link.target:gsub('^#', '')]
  if not label then
    unresolved:insert(link.target)
    return
  end
  link.content = { pandoc.Str(label) }
  return link
end

return {
  { traverse = 'topdown', Div = number },
  { Link = resolve },
  {
    Pandoc = function()
      if #unresolved > 0 then
        error('Không tìm thấy hình hoặc bảng được nhắc tới: ' .. table.concat(unresolved, ', '), 0)
      end
    end,
  },
}
