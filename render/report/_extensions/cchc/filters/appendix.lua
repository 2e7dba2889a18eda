-- An appendix: its number above its name, the report it belongs to below; a page, or pages, of its own.

local stringify = pandoc.utils.stringify

local function label_of(header) return header.level == 1 and header.attributes.appendix end

-- The name alone: “PHỤ LỤC II: ĐỐI CHIẾU” → “ĐỐI CHIẾU”.
local function name_of(header)
  local words = header.content:clone()
  local function drop()
    local word = words:remove(1)
    if words[1] and words[1].t == 'Space' then words:remove(1) end
    return stringify(word)
  end
  drop()
  local second = #words > 0 and drop() or ''
  if not second:match('[:.]$') and words[1] and stringify(words[1]):match('^[IVX]+[:.]?$') then drop() end
  return words
end

local function attachment(meta)
  local report = meta.attachment and stringify(meta.attachment)
  return report and report ~= '' and '(Kèm theo ' .. report .. ')' or nil
end

-- HTML: one line, the number only where there are several.
local function to_html(header, label)
  if not label:match('[IVX]+$') then return header end
  local words = pandoc.Inlines({ pandoc.Str(pandoc.text.upper(label) .. ':'), pandoc.Space() })
  words:extend(name_of(header))
  header.content = words
  return header
end

local function to_typst(header, label, attached)
  local raw = function(text) return pandoc.RawInline('typst', text) end
  local out = pandoc.Inlines({ raw('#report-appendix(id: <' .. header.identifier .. '>, label: ['), pandoc.Str(label) })
  out:insert(raw('], name: ['))
  out:extend(name_of(header))
  out:insert(raw('], flipped: ' .. tostring(header.classes:includes('landscape')) .. ', attached: ['))
  if attached then out:insert(pandoc.Str(attached)) end
  out:insert(raw('])['))
  return pandoc.Plain(out)
end

local function to_docx(header, label, attached)
  local words = pandoc.Inlines({
    pandoc.Span({ pandoc.Str(label) }, pandoc.Attr('', {}, { ['custom-style'] = 'Appendix Label' })),
    pandoc.LineBreak(),
  })
  words:extend(name_of(header))
  header.content = words
  local blocks = pandoc.Blocks({ header })
  if attached then
    local style = pandoc.Attr('', {}, { ['custom-style'] = 'Appendix Note' })
    blocks:insert(pandoc.Div({ pandoc.Para({ pandoc.Str(attached) }) }, style))
  end
  return blocks
end

function Pandoc(doc)
  local attached, open, blocks = attachment(doc.meta), false, pandoc.Blocks({})
  doc.meta.attachment = nil
  local function close()
    if open then blocks:insert(pandoc.RawBlock('typst', ']')) end
    open = false
  end
  for _, block in ipairs(doc.blocks) do
    local label = block.t == 'Header' and label_of(block)
    if block.t == 'Header' and block.level == 1 then close() end
    if not label then
      blocks:insert(block)
    else
      block.attributes.appendix = nil
      if FORMAT == 'typst' then
        blocks:insert(to_typst(block, label, attached))
        open = true
      elseif FORMAT == 'docx' then
        blocks:extend(to_docx(block, label, attached))
      else
        blocks:insert(to_html(block, label))
      end
    end
  end
  close()
  doc.blocks = blocks
  return doc
end
