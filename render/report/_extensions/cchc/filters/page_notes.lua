-- HTML: footnotes as one list at the end, with Vietnamese labels both ways.

local notes = pandoc.List()

local function html(text) return pandoc.RawInline('html', text) end

local function mark(note)
  local n = #notes + 1
  notes:insert(note.content)
  return html(string.format(
    '<sup class="note"><a id="trich-%d" href="#chu-thich-%d" role="doc-noteref" aria-label="Chú thích %d">%d</a></sup>',
    n, n, n, n
  ))
end

local function back(n)
  return html(string.format(
    '\u{a0}<a class="back" href="#trich-%d" role="doc-backlink" aria-label="Về chỗ trích chú thích %d">↩\u{fe0e}</a>', n, n
  ))
end

local function listed()
  local blocks = pandoc.Blocks({
    pandoc.RawBlock('html', '<section class="notes" role="doc-endnotes" aria-labelledby="chu-thich"><h2 id="chu-thich">Chú thích<a class="anchor" href="#chu-thich" aria-label="Liên kết tới mục Chú thích"></a></h2><ol>'),
  })
  for n, content in ipairs(notes) do
    blocks:insert(pandoc.RawBlock('html', '<li id="chu-thich-' .. n .. '">'))
    local last = content[#content]
    if last and (last.t == 'Para' or last.t == 'Plain') then last.content:insert(back(n)) end
    blocks:extend(content)
    blocks:insert(pandoc.RawBlock('html', '</li>'))
  end
  blocks:insert(pandoc.RawBlock('html', '</ol></section>'))
  return blocks
end

function Pandoc(doc)
  if not FORMAT:match('html') then return end
  doc.blocks = doc.blocks:walk({ traverse = 'topdown', Note = function(note) return mark(note), false end })
  if #notes > 0 then doc.blocks:extend(listed()) end
  return doc
end
