-- On paper a chart stands whole on one page, its title above and its source below, and all charts have text of one
-- size: each as large as it was drawn, smaller only where the page is too narrow or too low for it, and, where its
-- text would then be too small to read, as a table of its numbers.

-- Millimetres: the text's width and height, without the room between caption, picture and source.
local WIDTH, HEIGHT = 160, 240
-- Pixels that are drawn as wide as the text: the whole width of notebook/exhibits/look.py.
local DRAWN = 600
-- The least that is legible on paper, in points.
local LEAST_TEXT = 6.5
local POINT = 25.4 / 72
-- How many letters a line has, and how high it is, in millimetres.
local CAPTION, SMALL = { letters = 70, line = 5.4 }, { letters = 90, line = 4.6 }
local SAID = 'Biểu đồ không in vừa một trang giấy; bản\u{a0}HTML có hình, ở đây là số liệu của biểu đồ.'

local function part(div, class)
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes(class) then return block end
  end
end

local function height_of(text, look) return math.ceil((utf8.len(text) or 1) / look.letters) * look.line end

-- The caption, the source, and the notes that the page has to find room for.
local function height_around(div)
  local title, source = part(div, 'chart-title'), part(div, 'source')
  local height = title and height_of(pandoc.utils.stringify(title), CAPTION) or 0
  if source then height = height + height_of(pandoc.utils.stringify(source), SMALL) end
  div:walk({
    Note = function(note) height = height + height_of(pandoc.utils.stringify(note.content), SMALL) end,
  })
  return height
end

-- The picture's size and its smallest text, all in the same unit.
local function measure(src)
  local found, _, svg = pcall(pandoc.mediabag.fetch, src)
  -- Whoever prints it says what it lacks.
  if not found then return end
  local root = svg:match('<svg[^>]*>') or ''
  local width, height = root:match(' width="([%d.]+)"'), root:match(' height="([%d.]+)"')
  local smallest
  for size in svg:gmatch('<text[^>]* font%-size="([%d.]+)px"') do
    smallest = math.min(smallest or math.huge, tonumber(size))
  end
  return tonumber(width), tonumber(height), smallest
end

-- How many rows of data the chart draws; without its spec nobody knows.
local function rows_drawn(div)
  for _, block in ipairs(div.content) do
    if block.t == 'CodeBlock' and block.classes:includes('chart-spec') then
      local spec = pandoc.json.decode(block.text, false)
      local most = spec.data and spec.data.values and #spec.data.values or 0
      for _, rows in pairs(spec.datasets or {}) do most = math.max(most, #rows) end
      return most
    end
  end
  return math.huge
end

-- The table of the chart's numbers, where it has all that the chart draws.
local function numbers(div)
  local data = part(div, 'chart-data')
  local rows = 0
  if data then
    data:walk({ Table = function(tbl) for _, body in ipairs(tbl.bodies) do rows = rows + #body.body end end })
  end
  return rows >= rows_drawn(div) and data or nil
end

local function as_table(div, data)
  local blocks = pandoc.Blocks({})
  local title = part(div, 'chart-title')
  if title then
    title.classes = pandoc.List({ 'table-title' })
    blocks:insert(title)
  end
  blocks:extend(data.content)
  local source = part(div, 'source') or pandoc.Div({}, pandoc.Attr('', { 'source' }))
  local words = pandoc.utils.blocks_to_inlines(source.content)
  if #words > 0 then words:insert(pandoc.Space()) end
  words:extend(pandoc.Inlines(SAID))
  source.content = { pandoc.Para(words) }
  blocks:insert(source)
  -- Still a chart to whoever asks where charts stand.
  div.content, div.classes = blocks, pandoc.List({ 'table', 'of-chart' })
  return div
end

local function refusal(div, size)
  return 'Biểu đồ “' .. div.identifier .. '” (' .. div.attributes.label .. ') không in vừa một trang giấy: thu lại cho vừa thì '
    .. 'chữ chỉ còn ' .. string.format('%.1f', size):gsub('%.', ',') .. ' pt, phải từ 6,5 pt. Chia thành nhiều biểu đồ, bớt số dòng; '
    .. 'hoặc đưa đủ số liệu của biểu đồ vào data của muc.chart để bản in thay hình bằng bảng; hoặc bỏ biểu đồ khỏi bản in (placement).'
end

local function fitted(div)
  if not div.classes:includes('chart') then return end
  local src
  div:walk({ Image = function(image) src = src or image.src end })
  if not src then return end
  local width, height, smallest = measure(src)
  if not (width and height) then return end
  local scale = math.min(WIDTH / DRAWN, WIDTH / width, (HEIGHT - height_around(div)) / height)
  local size = (smallest or math.huge) * scale / POINT
  if size < LEAST_TEXT then
    local data = numbers(div)
    if data then return as_table(div, data) end
    -- Whoever prints it refuses it: it may be left out.
    div.attributes.refused = refusal(div, size)
  else
    div.attributes['picture-width'] = string.format('%.1fmm', width * scale)
  end
  return div
end

return FORMAT:match('html') and {} or { { Div = fitted } }
