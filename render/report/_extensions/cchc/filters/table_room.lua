-- On paper no table is wider than its page, and no row is cut: columns as wide as their text asks for; where
-- the page has no room for that, as wide as their longest words, smaller while that is legible; else the
-- table goes into an appendix that lies. Rows that a page may not hold break.

-- Millimetres: the text's width on either side of a page; a letter at 12 points, and a line; a cell's margins,
-- those of a cell in little room, the least for a column of text.
local PORTRAIT, LANDSCAPE = 160, 247
local LETTER, LINE, PADDING, TIGHT, TEXT_COLUMN = 1.9, 4.9, 5, 1.4, 20
-- In a word every letter counts: its width in em, by the letters of a pattern; others are as wide as an “a”.
local WIDTHS = { ['[%d]'] = 0.5, ["[.,;:'!|ijlt()f/ ]"] = 0.31, ['[%-r]'] = 0.34, ['[mw%%]'] = 0.8, ['[A-Z]'] = 0.7 }
local LETTER_A, LETTER_CAPITAL, POINT, SPARE, BOLD = 0.47, 0.72, 25.4 / 72, 1.02, 1.08
-- The longest text that stays on one line, the longest that asks for room, the longest word that stays whole.
local NARROW, WIDE, LONGEST_WORD = 16, 60, 40
-- Points.
local SIZE, LEAST_SIZE = 12, 6.5
-- A row this high may break, a head this high is not repeated: estimates, with half a page to spare.
local LONG_ROW, LONG_HEAD = 100, 80

local stringify = pandoc.utils.stringify
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

local function em_of(letter)
  for pattern, width in pairs(WIDTHS) do
    if letter:match('^' .. pattern .. '$') then return width end
  end
  return is_capital(utf8.codepoint(letter)) and LETTER_CAPITAL or LETTER_A
end

-- A word's width in millimetres, at 12 points; one that is too long breaks anywhere.
local function width_of(word)
  local em, count = 0, 0
  for _, code in utf8.codes(word) do
    count = count + 1
    if count > LONGEST_WORD then break end
    em = em + em_of(utf8.char(code))
  end
  return em * SIZE * POINT * SPARE
end

-- Paths, addresses and compounds break at their signs; the number of a document does not.
local function pieces(word)
  if word:gsub('Đ', 'D'):match('%u%l?%u') and not word:match('://') then return word:gmatch('.+') end
  return word:gsub('[/-]', '%0 '):gmatch('%S+')
end

-- A number does not leave its unit (whole_words.lua).
local function widest_word(text)
  local widest = 0
  text = text:gsub('(%d) ([%l\xC3-\xE1])', '%1\u{a0}%2')
  for word in text:gmatch('%S+') do
    for piece in pieces(word) do widest = math.max(widest, width_of(piece)) end
  end
  return widest
end

local function rows_of(tbl)
  local rows = pandoc.List()
  rows:extend(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.head)
    rows:extend(body.body)
  end
  rows:extend(tbl.foot.rows)
  return rows
end

local SHOWN_OTHERWISE = {
  LineBreak = function() return pandoc.Str('\n') end,
  -- Where a figure is printed, which is told by its code until that is known.
  Span = function(span) if span.classes:includes('where') then return {} end end,
}
local function is_shown_otherwise(element) return SHOWN_OTHERWISE[element.t] end

local LISTS = { BulletList = true, OrderedList = true }

-- What a cell prints, line by line; notes, which print as a number, are no part of it.
local function lines_of(blocks, lines)
  lines = lines or pandoc.List()
  for _, block in ipairs(blocks) do
    if LISTS[block.t] then
      for _, item in ipairs(block.content) do lines_of(item, lines) end
    elseif block.t == 'Div' or block.t == 'BlockQuote' then
      lines_of(block.content, lines)
    else
      if block.content and block.content:find_if(is_shown_otherwise) then block = block:walk(SHOWN_OTHERWISE) end
      for line in (stringify(block) .. '\n'):gmatch('(.-)\n') do lines:insert(line) end
    end
  end
  return lines
end

-- Each row's cells: the column it begins in, how many it spans, its lines.
local function read(tbl)
  return rows_of(tbl):map(function(row)
    local column, cells = 1, pandoc.List()
    for _, cell in ipairs(row.cells) do
      cells:insert({ column = column, span = cell.col_span, lines = lines_of(cell.contents) })
      column = column + cell.col_span
    end
    return cells
  end)
end

-- By column: the longest text in letters, and the widest word in millimetres; heads are bold.
local function ask(rows, count, heads)
  local texts, words = {}, {}
  for i = 1, count do
    texts[i], words[i] = 1, 0
  end
  for number, cells in ipairs(rows) do
    local bolder = number <= heads and BOLD or 1
    for _, cell in ipairs(cells) do
      local text, at = table.concat(cell.lines, ' '), cell.column
      if cell.span == 1 and at <= count then
        texts[at] = math.max(texts[at], letters(text))
        words[at] = math.max(words[at], bolder * widest_word(text))
      end
    end
  end
  return texts, words
end

-- Narrow columns get the room their text takes, the others share the rest; all alike where that is too little.
local function in_ample_room(texts, room)
  local left, shared, wide = room, 0, 0
  for _, length in ipairs(texts) do
    if length > NARROW then
      wide = wide + 1
      shared = shared + math.min(length, WIDE)
    else
      left = left - (length * LETTER + PADDING)
    end
  end
  local ample = wide > 0 and left > wide * TEXT_COLUMN
  local widths = {}
  for i, length in ipairs(texts) do
    if not ample then
      widths[i] = room / #texts
    elseif length <= NARROW then
      widths[i] = length * LETTER + PADDING
    else
      widths[i] = left * math.min(length, WIDE) / shared
    end
  end
  return widths
end

local function sum(values)
  local total = 0
  for _, value in ipairs(values) do total = total + value end
  return total
end

-- Each column its longest word; what is left goes to those whose text asks for more.
local function in_little_room(texts, words, room)
  local size = SIZE * (room - #words * TIGHT) / math.max(sum(words), 1)
  size = math.min(SIZE, math.floor(2 * size) / 2)
  local scale = size / SIZE
  local widths, more = {}, {}
  for i, word in ipairs(words) do
    widths[i] = word * scale + TIGHT
    more[i] = math.max(0, math.min(texts[i], WIDE) * LETTER * scale + TIGHT - widths[i])
  end
  local left, asked = room - sum(widths), sum(more)
  for i in ipairs(widths) do
    widths[i] = widths[i] + left * (asked > 0 and more[i] / asked or 1 / #widths)
  end
  return widths, size
end

local function words_fit(words, widths)
  for i, word in ipairs(words) do
    if word + TIGHT > widths[i] then return false end
  end
  return true
end

local function height_of(cells, fit)
  local highest = 0
  for _, cell in ipairs(cells) do
    local room, lines = -TIGHT, 0
    for i = cell.column, cell.column + cell.span - 1 do room = room + (fit.widths[i] or 0) end
    for _, line in ipairs(cell.lines) do
      lines = lines + math.max(1, math.ceil(letters(line) * LETTER * fit.size / SIZE / math.max(room, LETTER)))
    end
    highest = math.max(highest, lines * LINE * fit.size / SIZE)
  end
  return highest
end

-- How the table stands in that room; nil where its text would be too small.
local function fitted(tbl, rows, texts, words, room)
  local fit = { texts = texts, widths = in_ample_room(texts, room), size = SIZE, tight = false, long = {} }
  if not words_fit(words, fit.widths) then
    fit.widths, fit.size = in_little_room(texts, words, room)
    fit.tight = true
  end
  if fit.size < LEAST_SIZE then return nil end
  local head = 0
  for i, cells in ipairs(rows) do
    local height = height_of(cells, fit)
    if i <= #tbl.head.rows then head = head + height end
    if height > LONG_ROW then fit.long[#fit.long + 1] = i end
  end
  fit.repeated = head <= LONG_HEAD
  return pandoc.json.encode(fit)
end

local function name_of(div, rows)
  if div.attributes.label then return 'Bảng “' .. div.identifier .. '” (' .. div.attributes.label .. ')' end
  local heads = {}
  for i, cell in ipairs(rows[1] or {}) do
    if i <= 3 then heads[i] = '“' .. table.concat(cell.lines, ' ') .. '”' end
  end
  return 'Bảng gõ trong lời văn có các cột ' .. table.concat(heads, ', ') .. ', …'
end

local function refusal(div, rows, count)
  local advice = div.attributes.label and 'Bớt cột, viết đầu cột ngắn lại, hoặc chia thành nhiều bảng.'
    or 'Bớt cột, chia thành nhiều bảng, hoặc đưa vào notebook bằng muc.table để bảng được in ở trang ngang.'
  return name_of(div, rows) .. ' rộng hơn trang giấy: ' .. count .. ' cột, thu lại cho vừa thì chữ nhỏ hơn 6,5 pt. ' .. advice
end

local function find_room(div)
  local tbl
  for _, block in ipairs(div.content) do
    if block.t == 'Table' then tbl = tbl or block end
  end
  if not tbl then return div end
  local rows, count = read(tbl), #tbl.colspecs
  local texts, words = ask(rows, count, #tbl.head.rows)
  div.attributes.refused = nil
  local upright = fitted(tbl, rows, texts, words, PORTRAIT)
  local lying = fitted(tbl, rows, texts, words, LANDSCAPE)
  div.attributes.upright, div.attributes.lying = upright, lying
  if not upright then
    -- Whoever prints it upright, or at all, refuses it: it may move, or be left out.
    div.attributes.refused = refusal(div, rows, count)
    if lying and div.attributes.label then div.classes:extend({ 'wide', 'must-lie' }) end
  end
  return div
end

-- A table typed into the text has no number, and a title only where its writer gave it one.
local function in_text(tbl)
  local blocks = pandoc.Blocks({})
  local title = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  if #title > 0 then blocks:insert(pandoc.Div({ pandoc.Plain(title) }, pandoc.Attr('', { 'table-title' }))) end
  tbl.caption = {}
  blocks:insert(tbl)
  return find_room(pandoc.Div(blocks, pandoc.Attr('', { 'table' })))
end

if FORMAT:match('html') then return {} end

return {
  {
    traverse = 'topdown',
    Div = function(div)
      if div.classes:includes('chart') then return div, false end
      if div.classes:includes('table') then return find_room(div), false end
    end,
    Table = function(tbl) return in_text(tbl), false end,
  },
}
