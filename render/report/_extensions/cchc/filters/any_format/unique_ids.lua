-- One id, one place: Typst stops on a second one, HTML and DOCX would say nothing.

local seen, twice = {}, pandoc.List()

local function check(el)
  local id = el.identifier
  if id == '' then return end
  if seen[id] and not twice:includes(id) then twice:insert(id) end
  seen[id] = true
end

return {
  { Div = check, Header = check, Span = check, Table = check },
  {
    Pandoc = function()
      if #twice > 0 then
        error('Mã định danh bị dùng hai lần: ' .. table.concat(twice, ', '), 0)
      end
    end,
  },
}
