-- HTML: a cell's alignment is a class; a style of its own would break the page's policy.

local CLASSES = { AlignRight = 'right', AlignCenter = 'center' }

local function classed(row, colspecs)
  for i, cell in ipairs(row.cells) do
    local own = cell.alignment ~= 'AlignDefault' and cell.alignment
    local class = CLASSES[own or (colspecs[i] and colspecs[i][1])]
    if class then cell.classes:insert(class) end
    cell.alignment = 'AlignDefault'
  end
end

function Table(tbl)
  if not FORMAT:match('html') then return end
  for _, row in ipairs(tbl.head.rows) do classed(row, tbl.colspecs) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.head) do classed(row, tbl.colspecs) end
    for _, row in ipairs(body.body) do classed(row, tbl.colspecs) end
  end
  for _, row in ipairs(tbl.foot.rows) do classed(row, tbl.colspecs) end
  tbl.colspecs = tbl.colspecs:map(function() return { 'AlignDefault', nil } end)
  return tbl
end
