-- HTML: a draft says so behind its text. The drawing stands in the page itself, which may fetch nothing;
-- the PDF takes the same file, and Word has watermarks of its own.

function Meta(meta)
  if not FORMAT:match('html') or not meta['draft-edition'] then return end
  local _, drawing = pandoc.mediabag.fetch('_extensions/cchc/templates/watermark.svg')
  meta.watermark = pandoc.MetaInlines({ pandoc.RawInline('html', drawing) })
  return meta
end
