-- The appendix's findings: in the page each has an address of its own, elsewhere it is text.

function Span(span)
  if not span.classes:includes('finding') then return end
  if not FORMAT:match('html') then return span.content end
  span.content:insert(pandoc.RawInline(
    'html', '<a class="anchor" href="#' .. span.identifier .. '" aria-label="Liên kết tới điều cần xem lại này"></a>'
  ))
  return span
end
