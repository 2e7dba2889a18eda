-- A figure that is missing or typed by hand, or a sentence not yet renewed, stands out in every format; prose that nobody
-- has read yet is grey; a finding of the appendix has an address of its own in the page, elsewhere it is text. The line
-- in the place of a chart or a table that has no data is a draft's alone. One walk finds them all.

local html = FORMAT:match('html') ~= nil

local function stands_out(span, class)
  if html then
    return {
      pandoc.RawInline('html', '<mark class="' .. class .. '">'),
      pandoc.Span(span.content),
      pandoc.RawInline('html', '</mark>'),
    }
  elseif FORMAT == 'typst' then
    return { pandoc.RawInline('typst', '#missing-figure['), pandoc.Span(span.content), pandoc.RawInline('typst', ']') }
  elseif FORMAT == 'docx' then
    span.attributes['custom-style'] = 'Missing Figure'
    return span
  end
end

local function finding(span)
  if not html then return span.content end
  span.content:insert(pandoc.RawInline(
    'html', '<a class="anchor" href="#' .. span.identifier .. '" aria-label="Liên kết tới điều cần xem lại này"></a>'
  ))
  return span
end

local draft = false

local function left_out(div)
  if div.classes:includes('left-out') then return draft and div.content or {} end
end

local function shown(span)
  local classes = span.classes
  if classes:includes('stale') then return stands_out(span, 'stale') end
  if classes:includes('missing') or classes:includes('typed') then return stands_out(span, 'missing') end
  if classes:includes('finding') then return finding(span) end
end

-- The page greys the whole div by its style sheet.
local function unread(div)
  if html then return nil end
  if FORMAT == 'typst' then
    div.content:insert(1, pandoc.RawBlock('typst', '#unread-prose['))
    div.content:insert(pandoc.RawBlock('typst', ']'))
    return div.content
  end
  local function grey(block)
    block.content = { pandoc.Span(block.content, { ['custom-style'] = 'Unread Prose' }) }
    return block
  end
  return div:walk({ Para = grey, Plain = grey }).content
end

local function marked(div)
  if div.classes:includes('unread') then return unread(div) end
  return left_out(div)
end

return {
  { Meta = function(meta) draft = meta['draft-edition'] == true end },
  { Div = marked, Span = shown },
}
