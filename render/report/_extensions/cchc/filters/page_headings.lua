-- HTML: the table of contents, in a variable of the page template. The page's own h1 is its title, so
-- that headings stand one level lower; each ends in a link to itself, its sign drawn by the style.

local DEPTH = 3
local ESCAPES = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }

local APART = { Note = true, Link = true, Span = true }

local function clean(inlines)
  -- Most headings are words alone.
  if not inlines:find_if(function(inline) return APART[inline.t] end) then return inlines end
  return pandoc.Inlines(inlines):walk({
    Note = function() return {} end,
    Link = function(link) return link.content end,
    Span = function(span) return span.content end,
  })
end

local function nest(headers, start, level)
  local items, i = pandoc.List(), start
  while i <= #headers and headers[i].level >= level do
    local header = headers[i]
    local item = pandoc.Blocks({ pandoc.Plain({ pandoc.Link(clean(header.content), '#' .. header.identifier) }) })
    i = i + 1
    if headers[i] and headers[i].level > header.level then
      local below
      below, i = nest(headers, i, header.level + 1)
      item:insert(below)
    end
    items:insert(item)
  end
  return pandoc.BulletList(items), i
end

local function anchor(header)
  local title = pandoc.utils.stringify(header.content):gsub('[&<>"]', ESCAPES)
  return pandoc.RawInline(
    'html', '<a class="anchor" href="#' .. header.identifier .. '" aria-label="Liên kết tới mục ' .. title .. '"></a>'
  )
end

local function shaped(header)
  header.level = header.level + 1
  if header.identifier ~= '' then header.content:insert(anchor(header)) end
  return header
end

function Pandoc(doc)
  if not FORMAT:match('html') then return end
  local headers = doc.blocks:filter(function(b) return b.t == 'Header' and b.level <= DEPTH and b.identifier ~= '' end)
  if #headers > 0 then
    local contents = nest(headers, 1, 1)
    doc.meta['page-contents'] = pandoc.MetaBlocks({ contents })
  end
  doc.blocks = doc.blocks:walk({ Header = shaped })
  return doc
end
