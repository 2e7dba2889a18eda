-- HTML: a table that a phone has room for stays a table there. Where it has not, no number may stand beyond
-- the screen: each row becomes a list of its cells, each with the head of its column (phone-tables.css).

-- Pixels: the text on a phone of 390; a letter of the phone's small text, the margins of a cell.
local SCREEN, LETTER, MARGINS = 351, 7.4, 13
-- Letters: a column of longer texts is better not narrower.
local READABLE = 16

local stringify = pandoc.utils.stringify

local function all_rows(tbl)
  local rows = pandoc.List()
  rows:extend(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do rows:extend(body.body) end
  return rows
end

local function letters_wanted(text)
  local wanted = math.min(utf8.len(text) or 1, READABLE)
  for word in text:gmatch('[^%s/]+') do wanted = math.max(wanted, utf8.len(word) or 1) end
  return wanted
end

local function width_wanted(tbl)
  local columns, width = {}, 0
  for _, row in ipairs(all_rows(tbl)) do
    for i, cell in ipairs(row.cells) do
      columns[i] = math.max(columns[i] or 1, letters_wanted(stringify(cell.contents)))
    end
  end
  for _, letters in pairs(columns) do width = width + letters * LETTER + MARGINS end
  return width
end

local function heads_of(tbl)
  local last = tbl.head.rows[#tbl.head.rows]
  return last and last.cells:map(function(cell) return stringify(cell.contents) end) or {}
end

function Table(tbl)
  if not FORMAT:match('html') or width_wanted(tbl) <= SCREEN then return end
  local heads = heads_of(tbl)
  tbl.classes:insert('stacks')
  for _, body in ipairs(tbl.bodies) do
    body.body = pandoc.List(body.body):map(function(row)
      for i, cell in ipairs(row.cells) do cell.attributes['data-head'] = heads[i] or '' end
      return row
    end)
  end
  return tbl
end
