-- Pandoc leaves a footnote without a definition in the text, unsaid: refuse it.

local undefined = pandoc.List()

local function look(text)
  for id in text:gmatch('%[%^([^%]%s]+)%]') do
    if not undefined:includes(id) then undefined:insert(id) end
  end
end

local function text_of(blocks)
  local notes = pandoc.List()
  blocks:walk({ Note = function(note) notes:insert(pandoc.utils.stringify(note.content)) end })
  return pandoc.utils.stringify(blocks) .. table.concat(notes)
end

function Pandoc(doc)
  -- Word by word only where there is something to find: code may show such a mark.
  if not text_of(doc.blocks):find('[^', 1, true) then return end
  doc.blocks:walk({ Str = function(el) look(el.text) end })
  if #undefined > 0 then
    error('Chú thích chưa được định nghĩa: ' .. table.concat(undefined, ', '), 0)
  end
end
