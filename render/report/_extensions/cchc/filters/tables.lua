-- Tables: a title above, the source below; on paper in the room that was found for them (table_room.lua).

local NARROW, WIDE = 16, 60

-- A list as lines, each behind its mark: as text alone its items would run together.
local function in_lines(blocks)
  local lines = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local start = block.t == 'OrderedList' and block.start
    if not start and block.t ~= 'BulletList' then
      lines:insert(block)
    else
      for i, item in ipairs(block.content) do
        lines:insert(pandoc.Plain({ pandoc.Str(start and (start + i - 1) .. '.' or '-'), pandoc.Space() }))
        local own = in_lines(item)
        if own[1] and own[1].content and own[1].t ~= 'Div' then lines[#lines].content:extend(own:remove(1).content) end
        lines:extend(own)
      end
    end
  end
  return lines
end

local function inlines(cell)
  return pandoc.utils.blocks_to_inlines(in_lines(cell.contents), { pandoc.LineBreak() })
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

local function room_of(div)
  if div.attributes.refused and not div.classes:includes('landscape') then error(div.attributes.refused, 0) end
  return pandoc.json.decode(div.attributes[div.classes:includes('landscape') and 'lying' or 'upright'], false)
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

local function typst_columns(room)
  local widths, flexible = pandoc.List(), false
  if room.tight then
    for _, width in ipairs(room.widths) do widths:insert(string.format('%.2fmm', width)) end
    return table.concat(widths, ', ')
  end
  for _, length in ipairs(room.texts) do
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

local function typst_row(row, out, breaks)
  for _, cell in ipairs(row.cells) do
    local said = pandoc.List()
    if cell.col_span > 1 or cell.row_span > 1 then
      said:extend({ 'colspan: ' .. cell.col_span, 'rowspan: ' .. cell.row_span })
    end
    if breaks then said:insert('breakable: true') end
    local span = #said > 0 and 'table.cell(' .. table.concat(said, ', ') .. ')' or ''
    out:insert(pandoc.RawInline('typst', span .. '['))
    out:extend(inlines(cell))
    out:insert(pandoc.RawInline('typst', span ~= '' and '], ' or '], '))
  end
  out:insert(pandoc.RawInline('typst', '\n'))
end

local function to_typst(div)
  local label, title = caption(div)
  local tbl, room = table_of(div), room_of(div)
  local raw = function(text) return pandoc.RawInline('typst', text) end
  local align = tbl.colspecs:map(function(spec) return ALIGN[spec[1]] or 'left' end)
  local out = pandoc.Inlines({ raw('#report-table(') })
  if div.identifier ~= '' then out:insert(raw('id: <' .. div.identifier .. '>, ')) end
  out:insert(raw('label: [' .. (label or '') .. '], title: ['))
  out:extend(title)
  out:insert(raw('], source: ['))
  local source = part(div, 'source')
  if source then out:extend(pandoc.utils.blocks_to_inlines(source.content)) end
  out:insert(raw('], columns: (' .. typst_columns(room) .. ',), align: (' .. table.concat(align, ', ') .. ',), '))
  if room.tight then out:insert(raw('tight: true, size: ' .. room.size .. 'pt, ')) end
  if not room.repeated then out:insert(raw('repeated: false, ')) end
  local number, breaks = 0, {}
  for _, row in ipairs(room.long) do breaks[row] = true end
  local function insert(rows)
    for _, row in ipairs(rows) do
      number = number + 1
      typst_row(row, out, breaks[number])
    end
  end
  out:insert(raw('header: (\n'))
  insert(tbl.head.rows)
  out:insert(raw('),\n'))
  for _, body in ipairs(tbl.bodies) do
    insert(body.head)
    insert(body.body)
  end
  insert(tbl.foot.rows)
  out:insert(raw(')'))
  return { pandoc.Plain(out) }
end

-- DOCX ----------------------------------------------------------------------------------------

local function styled(style, content)
  return pandoc.Div(content, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

local function texts(style)
  return { Plain = function(el) return styled(style, { pandoc.Para(el.content) }) end }
end

-- A smaller text has a style of its own, named by its size (docx/tables.py).
local function sized(style, room) return room.size < 12 and style .. ' ' .. room.size or style end

local function docx_caption(div)
  local label, title = caption(div)
  local words = pandoc.Inlines({})
  if label then
    local numbered = pandoc.Span({ pandoc.Str(label) }, pandoc.Attr(div.identifier, { 'caption-label' }))
    words:extend({ numbered, pandoc.Str('.'), pandoc.Space() })
  end
  words:extend(title)
  return #words > 0 and pandoc.Blocks({ styled('Caption', { pandoc.Para(words) }) }) or pandoc.Blocks({})
end

local function to_docx(div)
  local tbl, room = table_of(div), room_of(div)
  local i, whole = 0, 0
  for _, width in ipairs(room.widths) do whole = whole + width end
  tbl.colspecs = tbl.colspecs:map(function(spec)
    i = i + 1
    return { spec[1], room.widths[i] / whole }
  end)
  local style = div.classes:includes('landscape') and 'WideTable' or 'ReportTable'
  tbl.attributes['custom-style'] = room.tight and style .. 'Tight' or style
  tbl.head.rows = tbl.head.rows:map(function(row)
    row.cells = row.cells:map(function(cell)
      cell.contents = cell.contents:walk(texts(sized('Table Heading', room)))
      return cell
    end)
    return row
  end)
  tbl = tbl:walk(texts(sized('Table Text', room)))
  local blocks = docx_caption(div)
  blocks:insert(tbl)
  local source = part(div, 'source')
  blocks:insert(styled('Source Note', source and source.content or { pandoc.Para({ pandoc.Str('\u{a0}') }) }))
  return blocks
end

-- A table that was typed into the text: on paper it has become a division as well.
local function in_text(tbl)
  if FORMAT:match('html') then return scrolling(tbl, 'Bảng'), false end
end

local function shaped(div)
  -- The page's charts hold a table of their own.
  if div.classes:includes('chart') then return div, false end
  if not div.classes:includes('table') then return end
  if FORMAT:match('html') then return to_html(div), false end
  if FORMAT == 'typst' then return to_typst(div), false end
  if FORMAT == 'docx' then return to_docx(div), false end
end

return { { traverse = 'topdown', Div = shaped, Table = in_text } }
