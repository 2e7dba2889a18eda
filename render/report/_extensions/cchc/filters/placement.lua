-- On paper, charts and wide tables stand where the params say: in the text, in an appendix, or nowhere.
-- Their numbers were given before: Hình 5 is the same picture in every format.

local stringify = pandoc.utils.stringify

local PAPER = { typst = 'pdf', docx = 'docx' }
local MOVED, LEFT_OUT = 'phu_luc', 'bo'
local ONLY_ON_PAGE = '\u{a0}(bản\u{a0}HTML)'
local KINDS = { 'charts', 'wide-tables' }
local APPENDICES = {
  charts = { id = 'phu-luc-bieu-do', title = 'PHỤ LỤC: BIỂU ĐỒ', classes = {} },
  ['wide-tables'] = { id = 'phu-luc-bang-so-lieu', title = 'PHỤ LỤC: BẢNG SỐ LIỆU', classes = { 'landscape' } },
}

local chosen, parts_left_out = {}, {}
local collected = { charts = pandoc.Blocks({}), ['wide-tables'] = pandoc.Blocks({}) }
local labels, homes, gone, mentioned = {}, {}, {}, {}
local figures_gone = pandoc.List()

local function read_choices(meta)
  local given = meta.placement and PAPER[FORMAT] and meta.placement[PAPER[FORMAT]] or {}
  for _, kind in ipairs(KINDS) do chosen[kind] = given[kind] and stringify(given[kind]) end
  for _, id in ipairs(given['parts-left-out'] or {}) do parts_left_out[stringify(id)] = true end
  -- Word would store it as a property of the document.
  meta.placement = nil
end

local function kind_of(block)
  if block.t ~= 'Div' then return nil end
  if block.classes:includes('chart') or block.classes:includes('of-chart') then return 'charts' end
  if block.classes:includes('table') and block.classes:includes('wide') then return 'wide-tables' end
end

local function must_lie(block) return block.t == 'Div' and block.classes:includes('must-lie') end

-- What does not fit an upright page goes into an appendix that lies, unless it is left out.
local function choice(block)
  local kind = kind_of(block)
  if must_lie(block) and chosen[kind] ~= LEFT_OUT then return MOVED, kind end
  return kind and chosen[kind], kind
end

local function is_appendix(block)
  return block.t == 'Header' and block.level == 1
    and pandoc.text.lower(stringify(block)):match('^phụ lục') ~= nil
end

-- What goes, and what is said about it -----------------------------------------------------------

local function forget(block)
  local function id(el) if el.identifier ~= '' then gone[el.identifier] = true end end
  local function figure(span)
    id(span)
    local code, agency = span.attributes['data-code'], span.attributes['data-agency']
    if code then figures_gone:insert(code .. (agency and '@' .. agency or '')) end
  end
  pandoc.Blocks({ block }):walk({ Div = id, Header = id, Span = figure })
  if block.attributes and block.attributes.label then labels[block.identifier] = block.attributes.label end
end

local function without_parts(blocks)
  local kept, leaving = pandoc.Blocks({}), false
  for _, block in ipairs(blocks) do
    if block.t == 'Header' and block.level == 1 then leaving = parts_left_out[block.identifier] or false end
    if leaving then forget(block) else kept:insert(block) end
  end
  return kept
end

local function look_for_mentions(blocks)
  blocks:walk({
    traverse = 'topdown',
    Div = function(div)
      local place = choice(div)
      if place == MOVED or place == LEFT_OUT then return div, false end
    end,
    Link = function(link)
      if link.classes:includes('ref') then mentioned[link.target:sub(2)] = true end
    end,
  })
end

local function reference(id)
  return pandoc.Link({ pandoc.Str(labels[id]) }, '#' .. id, '', pandoc.Attr('', { 'ref' }))
end

-- “xem Hình 3, Hình 4 Phụ lục I”; the appendix is named when references are.
local function pointer(ids, first_word)
  local out = pandoc.Inlines({ pandoc.Str(first_word), pandoc.Space() })
  for i, id in ipairs(ids) do
    if i > 1 then out:extend({ pandoc.Str(','), pandoc.Space() }) end
    local link = reference(id)
    local next_id = ids[i + 1]
    if next_id and homes[next_id] == homes[id] then link.classes:insert('same-appendix') end
    out:insert(link)
  end
  return out
end

-- In brackets before the paragraph's full stop; a sentence more where brackets or a note end it;
-- a paragraph where there is no such paragraph.
local function point(before, ids)
  local last = before and before.t == 'Para' and before.content[#before.content]
  local words = last and last.t == 'Str' and last.text:match('^(.*)%.$')
  if not words or words:match('%)$') then
    local sentence = pointer(ids, 'Xem')
    sentence:insert(pandoc.Str('.'))
    if not words and not (last and last.t == 'Note') then return pandoc.Para(sentence) end
    before.content:insert(pandoc.Space())
    before.content:extend(sentence)
    return nil
  end
  before.content:remove()
  if words ~= '' then before.content:insert(pandoc.Str(words)) end
  before.content:extend({ pandoc.Space(), pandoc.Str('(') })
  before.content:extend(pointer(ids, 'xem'))
  before.content:insert(pandoc.Str(').'))
end

local function take_out(blocks)
  local kept, waiting = pandoc.Blocks({}), pandoc.List()
  local function say()
    local sentence = #waiting > 0 and point(kept[#kept], waiting)
    if sentence then kept:insert(sentence) end
    waiting = pandoc.List()
  end
  for _, block in ipairs(blocks) do
    local place, kind = choice(block)
    if place == LEFT_OUT then
      forget(block)
    elseif place == MOVED then
      labels[block.identifier], homes[block.identifier] = block.attributes.label, kind
      if kind == 'wide-tables' then block.classes:insert('landscape') end
      collected[kind]:insert(block)
      if not mentioned[block.identifier] then waiting:insert(block.identifier) end
    else
      say()
      kept:insert(block)
    end
  end
  say()
  return kept
end

-- Charts and tables stand in the text or in a division of it, never within a table or a list.
local function take_out_below(blocks)
  local kept = take_out(blocks)
  for _, block in ipairs(kept) do
    if block.t == 'Div' and not kind_of(block) then block.content = take_out_below(block.content) end
  end
  return kept
end

-- Appendices -------------------------------------------------------------------------------------

local function added_appendices()
  local blocks = pandoc.Blocks({})
  for _, kind in ipairs(KINDS) do
    if #collected[kind] > 0 then
      local made = APPENDICES[kind]
      blocks:insert(pandoc.Header(1, pandoc.Inlines(made.title), pandoc.Attr(made.id, made.classes)))
      blocks:extend(collected[kind])
    end
  end
  return blocks
end

-- One appendix has no number, several have Roman ones.
local function number_appendices(blocks)
  local headers = blocks:filter(is_appendix)
  for i, header in ipairs(headers) do
    local label = 'Phụ\u{a0}lục' .. (#headers > 1 and '\u{a0}' .. pandoc.utils.to_roman_numeral(i) or '')
    header.attributes.appendix = label
    for _, kind in ipairs(KINDS) do
      if APPENDICES[kind].id == header.identifier then
        APPENDICES[kind].label = #headers > 1 and label or label .. '\u{a0}kèm\u{a0}theo'
      end
    end
  end
end

-- References -------------------------------------------------------------------------------------

local function resolve(link)
  local id = link.target:match('^#(.+)$')
  if not id then return nil end
  if link.classes:includes('ref') and gone[id] then return pandoc.Str((labels[id] or '') .. ONLY_ON_PAGE) end
  if gone[id] then return link.content end
  if not homes[id] then return nil end
  if link.classes:includes('same-appendix') then
    link.classes = { 'ref' }
    return link
  end
  return { link, pandoc.Str('\u{a0}' .. APPENDICES[homes[id]].label) }
end

-- “… (xem Hình 2).” about what is left out goes with its brackets. Words may stand one by one, or
-- together with the spaces between them.
local function without_brackets(inlines)
  local out, i = pandoc.Inlines({}), 1
  while i <= #inlines do
    local opening, link, closing = inlines[i], inlines[i + 2], inlines[i + 3]
    local refers = link and link.t == 'Link' and link.classes:includes('ref') and gone[link.target:sub(2)]
    local before = refers and opening.t == 'Str' and opening.text:match('^(.-) ?%([Xx][Ee][Mm]$')
    if before and closing and closing.t == 'Str' and closing.text:match('^%)') then
      if before ~= '' then
        out:insert(pandoc.Str(before))
      elseif #out > 0 and out[#out].t == 'Space' then
        out:remove()
      end
      local rest = closing.text:sub(2)
      if rest ~= '' then out:insert(pandoc.Str(rest)) end
      i = i + 4
    else
      out:insert(opening)
      i = i + 1
    end
  end
  return out
end

local function split(blocks)
  for i, block in ipairs(blocks) do
    if is_appendix(block) then
      return pandoc.Blocks({ table.unpack(blocks, 1, i - 1) }), pandoc.Blocks({ table.unpack(blocks, i) })
    end
  end
  return blocks, pandoc.Blocks({})
end

-- Refused where it is printed.
local function standing(div)
  if not must_lie(div) then return end
  div.classes = div.classes:filter(function(class) return class ~= 'must-lie' end)
  return div
end

local function place(blocks)
  local text, appendices = split(without_parts(blocks))
  look_for_mentions(text)
  text = take_out_below(text)
  -- What stands in an appendix already is not moved, but left out like the rest.
  for _, kind in ipairs(KINDS) do
    if chosen[kind] ~= LEFT_OUT then chosen[kind] = nil end
  end
  appendices = take_out_below(appendices:walk({ Div = standing }))
  text:extend(added_appendices())
  text:extend(appendices)
  return text
end

local function nothing_moves(blocks)
  if next(chosen) or next(parts_left_out) then return false end
  local lying = false
  blocks:walk({ Div = function(div) lying = lying or must_lie(div) end })
  return not lying
end

function Pandoc(doc)
  read_choices(doc.meta)
  if nothing_moves(doc.blocks) then
    number_appendices(doc.blocks)
    return doc
  end
  local blocks = place(doc.blocks)
  number_appendices(blocks)
  if next(gone) then blocks = blocks:walk({ Inlines = without_brackets }) end
  if next(gone) or next(homes) then blocks = blocks:walk({ Link = resolve }) end
  doc.blocks = blocks
  if #figures_gone > 0 then doc.meta['figures-left-out'] = pandoc.MetaList(figures_gone:map(pandoc.MetaString)) end
  return doc
end
