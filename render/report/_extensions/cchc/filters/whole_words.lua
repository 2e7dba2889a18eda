-- What a line never breaks: the number of a document (282/QĐ-TTg), a figure and its unit (3.133.520 hồ sơ), each
-- with the note that follows. Where a format can say so, the text stays as it was typed, and is found and copied
-- so. Word can not: it gets the hyphen and the space that do not break (docx/finish.py).

local SPACE, HYPHEN = '\u{a0}', '\u{2011}'
-- Bytes: what is longer may have to break.
local LONGEST, LONGEST_UNIT, LONGEST_TEXT = 48, 24, 1000
-- Beside those of the indicators.
local UNITS = { 'ngày', 'tháng', 'năm', 'giờ', 'phút', 'lần', 'đồng', 'triệu đồng', 'tỷ đồng', 'triệu', 'tỷ' }

local units = pandoc.List(UNITS)

local function read_units(meta)
  for _, unit in ipairs(meta.units or {}) do units:insert(pandoc.utils.stringify(unit)) end
  units = units:filter(function(unit) return #unit <= LONGEST_UNIT end)
  -- The longest first: “triệu đồng” before “triệu”.
  units:sort(function(one, other) return #one > #other end)
  -- Word would store it as a property of the document.
  meta.units = nil
end

-- Finding ----------------------------------------------------------------------------------------

-- Letters beyond ASCII have bytes of their own, and so have typographic marks: these are taken for spaces.
local WORD = '[%w\x80-\xF4/-]+'
local function unmarked(text) return (text:gsub('\xE2..', '   ')) end

-- Pieces that begin with a capital or a digit, two capitals in one of them.
local function is_document_number(word)
  local ascii = word:gsub('Đ', 'D'):gsub('Ư', 'U'):gsub('Ơ', 'O')
  if not ascii:find('%w[/-]%w') or not ascii:find('%u%l?%u') or #word > LONGEST then return false end
  for piece in ascii:gmatch('[^/-]+') do
    if not piece:match('^[%u%d]%w*$') then return false end
  end
  return true
end

local function document_number(text, from)
  local first, last = text:find(WORD, from)
  while first do
    local word = text:sub(first, last)
    if is_document_number(word) then
      local before, core = word:match('^([/-]*)(.-)[/-]*$')
      return first + #before, first + #before + #core - 1
    end
    first, last = text:find(WORD, last + 1)
  end
end

-- The unit that a text begins with, and the space before it.
local function unit_in(text)
  for _, unit in ipairs(units) do
    local after = text:sub(#unit + 2, #unit + 2)
    if text:sub(1, #unit + 1) == ' ' .. unit and not after:match('[%w\x80-\xF4]') then return ' ' .. unit end
  end
end

local function count(text, from)
  local first, last = text:find('%d[%d.,]*', from)
  while first do
    local apart = not text:sub(first - 1, first - 1):match('[%w/\x80-\xF4-]')
    local unit = apart and text:sub(last, last):match('%d') and unit_in(text:sub(last + 1, last + LONGEST))
    if unit then return first, last + #unit end
    first, last = text:find('%d[%d.,]*', last + 1)
  end
end

local function next_whole(text, from)
  local first, last = document_number(text, from)
  local other, its_last = count(text, from)
  if other and (not first or other < first) then return other, its_last end
  return first, last
end

-- A figure with a word behind it: its unit, or the first word of how the text calls it.
local function what_follows(figure, text)
  if figure.t ~= 'Span' or not figure.classes:includes('num') or figure.classes:includes('phrase') then return end
  if not pandoc.utils.stringify(figure):match('%d$') then return end
  local plain = unmarked(text)
  return unit_in(plain) or plain:match('^ [%a\x80-\xF4][^%s%p]*')
end

local ENOUGH = ('.'):rep(LONGEST_TEXT)

-- A long text in pieces, between words: Pandoc's writer for Typst takes the square of its length.
local function insert_text(out, text)
  while #text > LONGEST_TEXT do
    local before, after = text:match('^(' .. ENOUGH .. '[^ ]*) (.*)$')
    if not before then break end
    out:extend({ pandoc.Str(before), pandoc.Space() })
    text = after
  end
  if text ~= '' then out:insert(pandoc.Str(text)) end
end

-- Keeping ----------------------------------------------------------------------------------------

local kept_whole = {}

-- The parts as one: `out` gets them, each text as its format wants it.
local function keep(out, parts)
  if FORMAT == 'typst' then
    out:insert(pandoc.RawInline('typst', '#box['))
    out:extend(parts)
    -- Without the semicolon what follows might be read as Typst.
    out:insert(pandoc.RawInline('typst', '];'))
  elseif FORMAT == 'docx' then
    out:extend(parts:map(function(part)
      return part.t == 'Str' and pandoc.Str((part.text:gsub(' ', SPACE):gsub('%-', HYPHEN))) or part
    end))
  else
    out:insert(pandoc.Span(parts:map(function(part) return part.t == 'Note' and part:walk(kept_whole) or part end),
      pandoc.Attr('', { 'whole' })))
  end
end

-- Words and the spaces between them as one text.
local function joined(inlines)
  local out, text = pandoc.List(), nil
  for _, inline in ipairs(inlines) do
    local said = inline.t == 'Str' and inline.text or (inline.t == 'Space' or inline.t == 'SoftBreak') and ' '
    if said then
      text = (text or '') .. said
    else
      if text then out:insert(pandoc.Str(text)) end
      out:insert(inline)
      text = nil
    end
  end
  if text then out:insert(pandoc.Str(text)) end
  return out
end

-- The text's wholes, the last with a note that follows it at once; says how many it kept, and whether the note.
local function keep_in_text(out, text, note)
  local from, found, noted = 1, 0, false
  -- Typographic marks are told from letters once.
  local plain = unmarked(text)
  local first, last = next_whole(plain, from)
  while first do
    insert_text(out, text:sub(from, first - 1))
    local parts = pandoc.Inlines({ pandoc.Str(text:sub(first, last)) })
    noted = note ~= nil and last == #text
    if noted then parts:insert(note) end
    keep(out, parts)
    from, found = last + 1, found + 1
    first, last = next_whole(plain, from)
  end
  insert_text(out, text:sub(from))
  return found, noted
end

local function note_at(parts, i) return parts[i] and parts[i].t == 'Note' and parts[i] or nil end

function kept_whole.Inlines(inlines)
  local parts, out, changed, i = joined(inlines), pandoc.Inlines({}), false, 1
  while i <= #parts do
    local part, text = parts[i], parts[i + 1] and parts[i + 1].t == 'Str' and parts[i + 1].text
    local unit = text and what_follows(part, text)
    if unit then
      local whole, note = pandoc.Inlines({ part, pandoc.Str(unit) }), #unit == #text and note_at(parts, i + 2)
      if note then whole:insert(note) end
      keep(out, whole)
      -- What the text says beyond the unit is looked through in its turn.
      if #unit < #text then parts[i + 1] = pandoc.Str(text:sub(#unit + 1)) end
      changed, i = true, i + (note and 3 or #unit == #text and 2 or 1)
    elseif part.t == 'Str' then
      local found, noted = keep_in_text(out, part.text, note_at(parts, i + 1))
      changed, i = changed or found > 0, i + (noted and 2 or 1)
    else
      out:insert(part)
      i = i + 1
    end
  end
  if changed then return out end
end

-- What is whole already, and what a picture says, stays as it is.
function kept_whole.Span(span)
  if span.classes:includes('whole') then return span, false end
end

function kept_whole.Image(image) return image, false end

kept_whole.traverse = 'topdown'

function Pandoc(doc)
  read_units(doc.meta)
  doc.blocks = doc.blocks:walk(kept_whole)
  return doc
end
