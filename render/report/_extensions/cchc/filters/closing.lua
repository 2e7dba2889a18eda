-- The end of the report: recipients at the left, signature at the right.

local GAP = string.rep('…', 12)
local stringify = pandoc.utils.stringify

local function part(div, class)
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes(class) then return block end
  end
  return pandoc.Div({})
end

local function blank(words) return stringify(words):gsub('[\u{a0}%s]', '') == '' end

-- Bold comes from the layout, not from the source.
local function plain(block)
  return pandoc.Inlines(block.content):walk({ Strong = function(strong) return strong.content end })
end

local function recipients(div)
  local heading, items = pandoc.Inlines({}), pandoc.List()
  for _, block in ipairs(part(div, 'recipients').content) do
    if block.t == 'BulletList' then
      for _, item in ipairs(block.content) do items:insert(pandoc.utils.blocks_to_inlines(item)) end
    elseif block.t == 'Para' or block.t == 'Plain' then
      heading = plain(block)
    end
  end
  return heading, items
end

-- What is not yet known is blank: a gap to be filled in by hand.
local function filled(words) return blank(words) and pandoc.Inlines({ pandoc.Str(GAP) }) or words end

-- The last paragraph is the name, those before it are the authority and the title.
local function signature(div)
  local lines = pandoc.List()
  for _, block in ipairs(part(div, 'signature').content) do
    if block.t == 'Para' or block.t == 'Plain' then lines:insert(filled(plain(block))) end
  end
  local name = lines:remove()
  return lines, name or pandoc.Inlines({})
end

local function to_html(div)
  local heading, items = recipients(div)
  local lines, name = signature(div)
  local raw = function(text) return pandoc.RawBlock('html', text) end
  local blocks = pandoc.Blocks({ raw('<div class="closing"><div class="recipients"><p class="recipients-title">') })
  blocks:insert(pandoc.Plain(heading))
  blocks:insert(raw('</p>'))
  blocks:insert(pandoc.BulletList(items:map(function(item) return { pandoc.Plain(item) } end)))
  blocks:insert(raw('</div><div class="signature">'))
  for _, line in ipairs(lines) do
    blocks:extend({ raw('<p class="authority">'), pandoc.Plain(line), raw('</p>') })
  end
  blocks:extend({ raw('<p class="signer">'), pandoc.Plain(name), raw('</p>') })
  blocks:insert(raw('</div></div>'))
  return blocks
end

local function to_typst(div)
  local heading, items = recipients(div)
  local lines, name = signature(div)
  local raw = function(text) return pandoc.RawInline('typst', text) end
  local out = pandoc.Inlines({ raw('#closing-block(recipients-title: [') })
  local function list(values)
    for _, value in ipairs(values) do
      out:insert(raw('['))
      out:extend(value)
      out:insert(raw('], '))
    end
  end
  out:extend(heading)
  out:insert(raw('], recipients: ('))
  list(items)
  out:insert(raw('), authority: ('))
  list(lines)
  out:insert(raw('), name: ['))
  out:extend(name)
  out:insert(raw('])'))
  return { pandoc.Plain(out) }
end

local function styled(style, words)
  return pandoc.Div({ pandoc.Para(words) }, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

local function to_docx(div)
  local heading, items = recipients(div)
  local lines, name = signature(div)
  local left = pandoc.Blocks({ styled('Recipients Title', heading) })
  for _, item in ipairs(items) do
    local words = pandoc.Inlines({ pandoc.Str('-'), pandoc.Space() })
    words:extend(item)
    left:insert(styled('Recipient', words))
  end
  local right = pandoc.Blocks({})
  for _, line in ipairs(lines) do right:insert(styled('Signature Authority', line)) end
  right:insert(styled('Signature Name', name))
  local tbl = pandoc.utils.from_simple_table(
    pandoc.SimpleTable({}, { 'AlignLeft', 'AlignCenter' }, { 0.5, 0.5 }, {}, { { left, right } })
  )
  tbl.attributes['custom-style'] = 'ClosingTable'
  return tbl
end

local function is_closing(block) return block and block.t == 'Div' and block.classes:includes('closing') end

-- PDF: a signature never stands alone on a page. (The DOCX gets it afterwards.)
local function kept_together(blocks)
  local out = pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    if block.t == 'Para' and is_closing(blocks[i + 1]) then
      out:extend({ pandoc.RawBlock('typst', '#last-words['), block, pandoc.RawBlock('typst', ']') })
    else
      out:insert(block)
    end
  end
  return out
end

local function shaped(div)
  if not is_closing(div) then return end
  if FORMAT:match('html') then return to_html(div) end
  if FORMAT == 'typst' then return to_typst(div) end
  if FORMAT == 'docx' then return to_docx(div) end
end

return FORMAT == 'typst' and { { Blocks = kept_together }, { Div = shaped } } or { { Div = shaped } }
