-- A figure that is missing, or a sentence not yet renewed, stands out in every format.

function Span(span)
  local stale = span.classes:includes('stale')
  if not (stale or span.classes:includes('missing')) then return end
  if FORMAT:match('html') then
    return {
      pandoc.RawInline('html', stale and '<mark class="stale">' or '<mark class="missing">'),
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
