-- Tables: a title above, the source below, columns as wide as their text asks for.

local NARROW, WIDE = 16, 60
-- Millimetres: the text's width on either side of a page, a letter at 12 points, a cell's margins.
local PORTRAIT, LANDSCAPE, LETTER, PADDING = 160, 247, 1.9, 5

local function inlines(cell)
  return pandoc.utils.blocks_to_inlines(cell.contents, { pandoc.LineBreak() })
end

local function part(div, class)
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes(class) then return block end
  end
end

local function table_of(div)
  for _, block in ipairs(div.content) do
    if block.t == 'Table' then return block end
  end
  error('Bảng “' .. div.identifier .. '” không có nội dung.', 0)
end

local function rows_of(tbl)
  local rows = pandoc.List()
  for _, row in ipairs(tbl.head.rows) do rows:insert(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do rows:insert(row) end
  end
  return rows
end

local capitals = {}

local function is_capital(code)
  if capitals[code] == nil then
    local letter = utf8.char(code)
    capitals[code] = pandoc.text.lower(letter) ~= letter
  end
  return capitals[code]
end

-- Capitals are wider than the letters that text is measured in.
local function letters(text)
  local count = utf8.len(text) or 1
  for _, code in utf8.codes(text) do
    if is_capital(code) then count = count + 0.4 end
  end
  return math.ceil(count)
end

-- The longest text of each column, in letters; notes, which print as a number, are no part of a text.
local function lengths(tbl)
  local longest = {}
  for i = 1, #tbl.colspecs do longest[i] = 1 end
  for _, row in ipairs(rows_of(tbl)) do
    for i, cell in ipairs(row.cells) do
      longest[i] = math.max(longest[i] or 1, letters(pandoc.utils.stringify(cell.contents)))
    end
  end
  return longest
end

local function caption(div)
  local title = part(div, 'table-title')
  local words = pandoc.Inlines({})
  if title then words = pandoc.utils.blocks_to_inlines(title.content) end
  return div.attributes['label'], words
end

-- HTML ----------------------------------------------------------------------------------------

local function html(text) return pandoc.RawBlock('html', text) end

local function scrolling(tbl, name)
  return {
    html('<div class="table-scroll" role="region" tabindex="0" aria-label="' .. name .. '">'),
    tbl,
    html('</div>'),
  }
end

local function to_html(div)
  local label, title = caption(div)
  local source = part(div, 'source')
  local blocks = pandoc.Blocks({
    html('<figure class="table" id="' .. div.identifier .. '">'),
    html('<figcaption>'),
    pandoc.Plain({
      pandoc.RawInline('html', '<span class="label">' .. label .. '.</span> '),
      pandoc.Span(title),
      pandoc.RawInline('html', '<a class="anchor" href="#' .. div.identifier .. '" aria-label="Liên kết tới ' .. label .. '"></a>'),
    }),
    html('</figcaption>'),
  })
  local tbl = table_of(div)
  for _, spec in ipairs(tbl.colspecs) do spec[2] = nil end
  tbl.colspecs = tbl.colspecs:map(function(spec) return { spec[1] } end)
  blocks:extend(scrolling(tbl, label))
  if source then blocks:insert(source) end
  blocks:insert(html('</figure>'))
  return blocks
end

-- Typst ---------------------------------------------------------------------------------------

local ALIGN = { AlignLeft = 'left', AlignRight = 'right', AlignCenter = 'center', AlignDefault = 'left' }

local function typst_columns(tbl)
  local widths, flexible = pandoc.List(), false
  for _, length in ipairs(lengths(tbl)) do
    if length <= NARROW then
      widths:insert('auto')
    else
      flexible = true
      widths:insert(math.min(length, WIDE) .. 'fr')
    end
  end
  if not flexible then widths = widths:map(function() return '1fr' end) end
  return table.concat(widths, ', ')
end

local function typst_row(row, out)
  for _, cell in ipairs(row.cells) do
    local span = ''
    if cell.col_span > 1 or cell.row_span > 1 then
      span = 'table.cell(colspan: ' .. cell.col_span .. ', rowspan: ' .. cell.row_span .. ')'
    end
    out:insert(pandoc.RawInline('typst', span .. '['))
    out:extend(inlines(cell))
    out:insert(pandoc.RawInline('typst', span ~= '' and '], ' or '], '))
  end
  out:insert(pandoc.RawInline('typst', '\n'))
end

local function to_typst(div)
  local label, title = caption(div)
  local tbl = table_of(div)
  local raw = function(text) return pandoc.RawInline('typst', text) end
  local align = tbl.colspecs:map(function(spec) return ALIGN[spec[1]] or 'left' end)
  local out = pandoc.Inlines({ raw('#report-table(id: <' .. div.identifier .. '>, label: [' .. label .. '], title: [') })
  out:extend(title)
  out:insert(raw('], source: ['))
  local source = part(div, 'source')
  if source then out:extend(pandoc.utils.blocks_to_inlines(source.content)) end
  out:insert(raw('], columns: (' .. typst_columns(tbl) .. ',), align: (' .. table.concat(align, ', ') .. ',), header: (\n'))
  for _, row in ipairs(tbl.head.rows) do typst_row(row, out) end
  out:insert(raw('),\n'))
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do typst_row(row, out) end
  end
  out:insert(raw(')'))
  return { pandoc.Plain(out) }
end

-- DOCX ----------------------------------------------------------------------------------------

local function styled(style, content)
  return pandoc.Div(content, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

-- Narrow columns get the room their text takes, the others share the rest.
local function docx_widths(tbl, text_width)
  local found, room, shared, wide = lengths(tbl), text_width, 0, 0
  for _, length in ipairs(found) do
    if length > NARROW then
      wide = wide + 1
      shared = shared + math.min(length, WIDE)
    else
      room = room - (length * LETTER + PADDING)
    end
  end
  local i = 0
  tbl.colspecs = tbl.colspecs:map(function(spec)
    i = i + 1
    local width = 1 / #found
    if wide > 0 and room > wide * 20 then
      width = (found[i] * LETTER + PADDING) / text_width
      if found[i] > NARROW then width = room / text_width * math.min(found[i], WIDE) / shared end
    end
    return { spec[1], width }
  end)
end

local function texts(style)
  return { Plain = function(el) return styled(style, { pandoc.Para(el.content) }) end }
end

local function to_docx(div)
  local label, title = caption(div)
  local numbered = pandoc.Span({ pandoc.Str(label) }, pandoc.Attr(div.identifier, { 'caption-label' }))
  local words = pandoc.Inlines({ numbered, pandoc.Str('.'), pandoc.Space() })
  words:extend(title)
  local tbl = table_of(div)
  local landscape = div.classes:includes('landscape')
  docx_widths(tbl, landscape and LANDSCAPE or PORTRAIT)
  tbl.attributes['custom-style'] = landscape and 'WideTable' or 'ReportTable'
  tbl.head.rows = tbl.head.rows:map(function(row)
    row.cells = row.cells:map(function(cell)
      cell.contents = cell.contents:walk(texts('Table Heading'))
      return cell
    end)
    return row
  end)
  tbl = tbl:walk(texts('Table Text'))
  local blocks = pandoc.Blocks({ styled('Caption', { pandoc.Para(words) }), tbl })
  local source = part(div, 'source')
  blocks:insert(styled('Source Note', source and source.content or { pandoc.Para({ pandoc.Str('\u{a0}') }) }))
  return blocks
end

function Div(div)
  if not div.classes:includes('table') then return end
  if FORMAT:match('html') then return to_html(div) end
  if FORMAT == 'typst' then return to_typst(div) end
  if FORMAT == 'docx' then return to_docx(div) end
end
