-- A figure that is missing stands out in every format.

function Span(span)
  if not span.classes:includes('missing') then return end
  if FORMAT:match('html') then
    return {
      pandoc.RawInline('html', '<mark class="missing">'),
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
