-- What changed since the edition before: folded, at the head of a draft's page. Paper does not print it.

local html = FORMAT:match('html') ~= nil

local TAGS = { deleted = 'del', inserted = 'ins' }
-- Shown while the rest is folded.
local SHOWN = { 'changes-title', 'changes-summary' }

local function marked(span)
  for class, tag in pairs(TAGS) do
    if span.classes:includes(class) then
      local out = pandoc.Inlines({ pandoc.RawInline('html', '<' .. tag .. '>') })
      out:extend(span.content)
      out:insert(pandoc.RawInline('html', '</' .. tag .. '>'))
      return out
    end
  end
end

local function shown_class(block)
  for _, class in ipairs(SHOWN) do
    if block.t == 'Div' and block.classes:includes(class) then return class end
  end
end

function Div(div)
  if not div.classes:includes('edition-changes') then return end
  if not html then return {} end
  local summary, rest = pandoc.Inlines({ pandoc.RawInline('html', '<summary>') }), pandoc.Blocks({})
  for _, block in ipairs(div.content) do
    local class = shown_class(block)
    if class then
      summary:insert(pandoc.Span(pandoc.utils.blocks_to_inlines(block.content), pandoc.Attr('', { class })))
      summary:insert(pandoc.Space())
    else
      rest:insert(block)
    end
  end
  summary:insert(pandoc.RawInline('html', '</summary>'))
  local blocks = pandoc.Blocks({ pandoc.RawBlock('html', '<details class="edition-changes">'), pandoc.Plain(summary) })
  blocks:extend(rest:walk({ Span = marked }))
  blocks:insert(pandoc.RawBlock('html', '</details>'))
  return blocks
end
