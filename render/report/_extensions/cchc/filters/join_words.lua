-- Words and the spaces between them become one element: Quarto goes through the whole document some sixty
-- times, and each of these takes its time by the element. The embedded engine is given them joined.

local function joined(inlines)
  local out, i = pandoc.Inlines({}), 1
  while i <= #inlines do
    local words = pandoc.List()
    if inlines[i].t == 'Str' then
      words:insert(inlines[i].text)
      while i + 2 <= #inlines and inlines[i + 1].t == 'Space' and inlines[i + 2].t == 'Str' do
        words:insert(inlines[i + 2].text)
        i = i + 2
      end
    end
    out:insert(#words > 1 and pandoc.Str(table.concat(words, ' ')) or inlines[i])
    i = i + 1
  end
  return out
end

-- A heading's words are looked at one by one later on (appendix.lua).
local join = { traverse = 'topdown', Inlines = joined, Header = function(header) return header, false end }

function Pandoc(doc)
  doc.blocks = doc.blocks:walk(join)
  return doc
end
