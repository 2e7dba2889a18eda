-- DOCX: captions numbered by Word's own fields, which a list of figures finds, and references to them.
-- The numbers are written out too: nothing has to be updated to read the report.

local NAMES = { ['Hình'] = 'Hinh', ['Bảng'] = 'Bang' }

local last, bookmarks = {}, {}

local function raw(text) return pandoc.RawInline('openxml', text) end

local function field(instruction, shown)
  local mark = function(kind) return raw('<w:r><w:fldChar w:fldCharType="' .. kind .. '"/></w:r>') end
  return pandoc.Inlines({
    mark('begin'),
    raw('<w:r><w:instrText xml:space="preserve"> ' .. instruction .. ' </w:instrText></w:r>'),
    mark('separate'),
    pandoc.Str(shown),
    mark('end'),
  })
end

local function parts(label) return label:match('^(.-)\u{a0}(%d+)$') end

-- A number that does not follow the one before is set: updating the fields must not change it.
local function sequence(name, number)
  local follows = (last[name] or 0) + 1 == tonumber(number)
  last[name] = tonumber(number)
  return 'SEQ ' .. name .. ' \\* ARABIC' .. (follows and '' or ' \\r ' .. number)
end

local function caption(span)
  if not span.classes:includes('caption-label') then return nil end
  local label = pandoc.utils.stringify(span)
  local name, number = parts(label)
  local words = pandoc.Inlines({ pandoc.Str(name .. '\u{a0}') })
  words:extend(field(sequence(name, number), number))
  local bookmark = 'Ref_' .. NAMES[name] .. '_' .. number
  bookmarks['#' .. span.identifier] = bookmark
  return pandoc.Span({ pandoc.Span(words, pandoc.Attr(bookmark)) }, pandoc.Attr(span.identifier))
end

local function reference(link)
  local bookmark = link.classes:includes('ref') and bookmarks[link.target]
  return bookmark and field('REF ' .. bookmark .. ' \\h', pandoc.utils.stringify(link)) or nil
end

function Pandoc(doc)
  if FORMAT ~= 'docx' then return nil end
  doc.blocks = doc.blocks:walk({ Span = caption }):walk({ Link = reference })
  return doc
end
