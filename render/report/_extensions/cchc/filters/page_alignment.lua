-- HTML: columns are aligned by class. Pandoc would write style attributes, which the page's policy refuses.

local CLASSES = { AlignRight = 'to-right', AlignCenter = 'to-centre' }

local function align(row, columns)
  local at = 1
  for _, cell in ipairs(row.cells) do
    local own = cell.alignment ~= 'AlignDefault' and cell.alignment or columns[at]
    if CLASSES[own] then cell.classes:insert(CLASSES[own]) end
    cell.alignment = 'AlignDefault'
    at = at + cell.col_span
  end
  return row
end

local function aligned(rows, columns)
  return rows:map(function(row) return align(row, columns) end)
end

function Table(tbl)
  if not FORMAT:match('html') then return end
  local columns = tbl.colspecs:map(function(spec) return spec[1] end)
  tbl.colspecs = tbl.colspecs:map(function() return { 'AlignDefault' } end)
  tbl.head.rows = aligned(tbl.head.rows, columns)
  for _, body in ipairs(tbl.bodies) do
    body.head = aligned(pandoc.List(body.head), columns)
    body.body = aligned(pandoc.List(body.body), columns)
  end
  tbl.foot.rows = aligned(tbl.foot.rows, columns)
  return tbl
end
