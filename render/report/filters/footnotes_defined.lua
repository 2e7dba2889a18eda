-- Pandoc leaves a footnote without a definition in the text, unsaid: refuse it.

local undefined = pandoc.List()

local function look(text)
  for id in text:gmatch('%[%^([^%]%s]+)%]') do
    if not undefined:includes(id) then undefined:insert(id) end
  end
end

return {
  { Str = function(el) look(el.text) end },
  {
    Pandoc = function()
      if #undefined > 0 then
        error('Chú thích chưa được định nghĩa: ' .. table.concat(undefined, ', '), 0)
      end
    end,
  },
}
