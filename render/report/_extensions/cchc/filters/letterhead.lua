-- DOCX has no template for the head of page 1: build it here. HTML and Typst have theirs.

local PRINTED = {
  'title', 'subtitle', 'author', 'date', 'parent-body', 'issuing-body', 'number', 'symbol', 'place-date',
  'draft-edition', 'figure-cards', 'period-label', 'built', 'report-fonts', 'national-name', 'motto', 'subtitle-lines', 'issuing-rule', 'motto-rule', 'title-rule',
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
  return text('Số: ' .. pandoc.utils.stringify(meta.number) .. '/' .. pandoc.utils.stringify(meta.symbol))
end

local function left(meta)
  local blocks = pandoc.Blocks({})
  for _, line in ipairs(meta['parent-body'] or {}) do blocks:insert(styled('Parent Body', words(line))) end
  for _, line in ipairs(meta['issuing-body'] or {}) do blocks:insert(styled('Issuing Body', words(line))) end
  blocks:insert(styled('Issuing Rule', text('\u{a0}')))
  return blocks
end

local function right(meta)
  return pandoc.Blocks({
    styled('National Name', words(meta['national-name'])),
    styled('Motto', words(meta.motto)),
    styled('Motto Rule', text('\u{a0}')),
  })
end

local function summary(meta)
  local lines = pandoc.Inlines({})
  for i, line in ipairs(meta['subtitle-lines'] or {}) do
    if i > 1 then lines:insert(pandoc.LineBreak()) end
    lines:extend(words(line))
  end
  return lines
end

local function head(meta)
  local under = pandoc.Blocks({ styled('Document Number', number_line(meta)) })
  if meta['draft-edition'] then under:insert(styled('Draft Mark', text('DỰ THẢO'))) end
  local place = pandoc.Blocks({ styled('Place and Date', words(meta['place-date']) or text('\u{a0}')) })
  local tbl = pandoc.utils.from_simple_table(pandoc.SimpleTable(
    {}, { 'AlignCenter', 'AlignCenter' }, { 0.5, 0.5 }, {},
    { { left(meta), right(meta) }, { under, place } }
  ))
  tbl.attributes['custom-style'] = 'LetterheadTable'
  return tbl
end

function Pandoc(doc)
  if FORMAT ~= 'docx' or not doc.meta['issuing-body'] then return end
  local meta = doc.meta
  local start = pandoc.Blocks({ head(meta) })
  if words(meta.title) then start:insert(styled('Title', words(meta.title))) end
  if #summary(meta) > 0 then start:insert(styled('Subtitle', summary(meta))) end
  start:insert(styled('Title Rule', text('\u{a0}')))
  start:extend(doc.blocks)
  -- Pandoc would print the titles a second time, and store the rest as document properties.
  for _, key in ipairs(PRINTED) do meta[key] = nil end
  return pandoc.Pandoc(start, meta)
end
