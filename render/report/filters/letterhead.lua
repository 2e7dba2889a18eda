-- DOCX has no template for the head of page 1: build it here. HTML and Typst have theirs.

local ONE_LINE = 62
local PRINTED = {
  'title', 'subtitle', 'author', 'date', 'parent-body', 'issuing-body', 'number', 'symbol', 'place-date',
  'draft-edition', 'figure-cards', 'period-label', 'built', 'report-fonts',
}

local function styled(style, words)
  return pandoc.Div({ pandoc.Para(words) }, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

local function text(value) return pandoc.Inlines({ pandoc.Str(value) }) end

local function words(value)
  if not value or pandoc.utils.stringify(value) == '' then return nil end
  if pandoc.utils.type(value) == 'Blocks' then return pandoc.utils.blocks_to_inlines(value) end
  return pandoc.Inlines(value)
end

local function number_line(meta)
  local number = words(meta.number)
  local gap = string.rep('\u{a0}', 8)
  local symbol = words(meta.symbol) and pandoc.utils.stringify(meta.symbol) or ''
  return text('Số: ' .. (number and pandoc.utils.stringify(number) or gap) .. '/' .. symbol)
end

local function left(meta)
  local blocks = pandoc.Blocks({})
  if words(meta['parent-body']) then blocks:insert(styled('Parent Body', words(meta['parent-body']))) end
  for _, line in ipairs(meta['issuing-body'] or {}) do blocks:insert(styled('Issuing Body', words(line))) end
  blocks:insert(styled('Issuing Rule', text('\u{a0}')))
  return blocks
end

local function right()
  return pandoc.Blocks({
    styled('National Name', text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')),
    styled('Motto', text('Độc lập - Tự do - Hạnh phúc')),
    styled('Motto Rule', text('\u{a0}')),
  })
end

local function head(meta)
  local under = pandoc.Blocks({ styled('Document Number', number_line(meta)) })
  if meta['draft-edition'] then under:insert(styled('Draft Mark', text('DỰ THẢO'))) end
  local place = pandoc.Blocks({ styled('Place and Date', words(meta['place-date']) or text('\u{a0}')) })
  local tbl = pandoc.utils.from_simple_table(pandoc.SimpleTable(
    {}, { 'AlignCenter', 'AlignCenter' }, { 0.36, 0.64 }, {},
    { { left(meta), right() }, { under, place } }
  ))
  tbl.attributes['custom-style'] = 'LetterheadTable'
  return tbl
end

-- Word cannot balance two lines: break a long title at the space, or the “và”, nearest its middle.
local function balanced(inlines)
  local total, at, best, place = utf8.len(pandoc.utils.stringify(inlines)), 0, math.huge, nil
  if total < ONE_LINE then return inlines end
  for i, inline in ipairs(inlines) do
    if inline.t == 'Space' then
      local next_word = inlines[i + 1] and pandoc.utils.stringify(inlines[i + 1]) or ''
      local distance = math.abs(at - total / 2) - (next_word == 'và' and 12 or 0)
      if distance < best then best, place = distance, i end
    end
    at = at + utf8.len(pandoc.utils.stringify(inline))
  end
  if place then inlines[place] = pandoc.LineBreak() end
  return inlines
end

function Pandoc(doc)
  if FORMAT ~= 'docx' or not doc.meta['issuing-body'] then return end
  local meta = doc.meta
  local start = pandoc.Blocks({ head(meta) })
  if words(meta.title) then start:insert(styled('Title', words(meta.title))) end
  if words(meta.subtitle) then start:insert(styled('Subtitle', balanced(words(meta.subtitle)))) end
  start:insert(styled('Title Rule', text('\u{a0}')))
  start:extend(doc.blocks)
  -- Pandoc would print the titles a second time, and store the rest as document properties.
  for _, key in ipairs(PRINTED) do meta[key] = nil end
  return pandoc.Pandoc(start, meta)
end
