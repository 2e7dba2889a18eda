-- HTML: each heading ends in a link to itself. Its sign is drawn by the style, so that no text is added.

local ESCAPES = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }

local function anchor(header)
  local title = pandoc.utils.stringify(header.content):gsub('[&<>"]', ESCAPES)
  return pandoc.RawInline(
    'html', '<a class="anchor" href="#' .. header.identifier .. '" aria-label="Liên kết tới mục ' .. title .. '"></a>'
  )
end

function Header(header)
  if not FORMAT:match('html') or header.identifier == '' then return end
  header.content:insert(anchor(header))
  return header
end
