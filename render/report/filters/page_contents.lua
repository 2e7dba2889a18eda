-- HTML: the table of contents, in a variable of the page template; the page's own h1 is its title.

local DEPTH = 3

local function clean(inlines)
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

function Pandoc(doc)
  if not FORMAT:match('html') then return end
  local headers = doc.blocks:filter(function(b) return b.t == 'Header' and b.level <= DEPTH and b.identifier ~= '' end)
  if #headers > 0 then
    local contents = nest(headers, 1, 1)
    doc.meta['page-contents'] = pandoc.MetaBlocks({ contents })
  end
  doc.blocks = doc.blocks:walk({
    Header = function(header)
      header.level = header.level + 1
      return header
    end,
  })
  return doc
end
