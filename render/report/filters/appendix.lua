-- PDF: an appendix begins on a page of its own, its title centred. (The DOCX gets it afterwards.)

local function is_appendix(header)
  return header.level == 1 and pandoc.text.lower(pandoc.utils.stringify(header)):match('^phụ lục')
end

function Header(header)
  if FORMAT ~= 'typst' or not is_appendix(header) then return end
  return {
    pandoc.RawBlock('typst', '#pagebreak(weak: true)\n#align(center)['),
    header,
    pandoc.RawBlock('typst', ']'),
  }
end
