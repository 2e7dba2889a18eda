-- Text stays text. The reader takes no HTML and no raw block in; what is left of Markdown's reach is
-- cut here, before any other filter: attributes that act or style, addresses that are no web address,
-- pictures from elsewhere. The check names each such place; this holds whatever the check missed.

local function is_ours(source) return source:match('^charts/[%w_-]+%.%a+$') ~= nil end

local function leads_somewhere_safe(target)
  return target:match('^#') or target:match('^https?://') or target:match('^mailto:[%w._%%+-]+@')
end

-- A page knows what is ours by class and data; nothing else may come from text.
local function plain_attributes(el)
  local acting = pandoc.List()
  for name in pairs(el.attributes) do
    if not name:match('^data%-[a-z-]+$') then acting:insert(name) end
  end
  -- Most elements stay as they are: Pandoc need not take them back.
  if #acting == 0 then return end
  for _, name in ipairs(acting) do el.attributes[name] = nil end
  return el
end

local function literal(raw) return pandoc.Str(raw.text) end

local inert = {
  RawInline = literal,
  RawBlock = function(raw) return pandoc.Para({ literal(raw) }) end,
  Image = function(image)
    if not is_ours(image.src) then return image.caption end
    return plain_attributes(image)
  end,
  Link = function(link)
    if not leads_somewhere_safe(link.target) then return link.content end
    return plain_attributes(link)
  end,
  Span = plain_attributes,
  Div = plain_attributes,
  Header = plain_attributes,
  Code = plain_attributes,
  CodeBlock = plain_attributes,
  Table = plain_attributes,
}

-- The text alone: by now Quarto has put the page's own head and foot into the metadata.
return {
  {
    Pandoc = function(document)
      document.blocks = document.blocks:walk(inert)
      return document
    end,
  },
}
