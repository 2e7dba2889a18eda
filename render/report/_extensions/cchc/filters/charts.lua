-- Charts: drawn in the page for HTML (over a static picture), a picture in PDF and DOCX.

-- On paper, where the page is high enough for it (chart_room.lua).
local WIDTH = '16cm'
-- A plot gives way to this part of its designed width: less, and its labels would collide.
local LEAST = 0.75
-- Where the form for the phone stands; so in charts.css and chart-drawing.js.
local PHONE = 'screen and (max-width: 40rem)'

local function part(div, class)
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes(class) then return block end
  end
end

local function picture(div)
  local found
  div:walk({ Image = function(image) found = found or image end })
  if not found then error('Biểu đồ “' .. div.identifier .. '” không có hình.', 0) end
  local alt = pandoc.utils.stringify(found.caption)
  if alt == '' then error('Biểu đồ “' .. div.identifier .. '” thiếu lời mô tả hình.', 0) end
  return found.src, alt
end

local function title_of(div)
  local title = part(div, 'chart-title')
  return title and pandoc.utils.blocks_to_inlines(title.content) or pandoc.Inlines({})
end

-- HTML ----------------------------------------------------------------------------------------

local function html(text) return pandoc.RawBlock('html', text) end

local function escape(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- Inside JSON "<" stands in strings alone; written so, nothing can end the element.
local function spec(div)
  for _, block in ipairs(div.content) do
    if block.t == 'CodeBlock' and block.classes:includes('chart-spec') then return block.text end
  end
end

local function script(text)
  return html('<script type="application/json" class="chart-spec">' .. text:gsub('<', '\\u003c') .. '</script>')
end

local function data_table(div)
  local data = part(div, 'chart-data')
  if not data then return {} end
  local blocks = pandoc.Blocks({
    html('<details class="chart-data"><summary>Xem số liệu</summary>'),
    html('<div class="table-scroll" role="region" tabindex="0" aria-label="Số liệu của ' .. div.attributes['label'] .. '">'),
  })
  for _, block in ipairs(data.content) do
    if block.t == 'Table' then
      block.colspecs = block.colspecs:map(function(spec) return { spec[1] } end)
    end
    blocks:insert(block)
  end
  blocks:insert(html('</div></details>'))
  return blocks
end

local function size_of(src)
  local _, svg = pandoc.mediabag.fetch(src)
  local root = svg and svg:match('<svg[^>]*>') or ''
  local width, height = root:match(' width="([%d.]+)"'), root:match(' height="([%d.]+)"')
  if not (width and height) then error('Hình “' .. src .. '” không ghi kích thước.', 0) end
  return tonumber(width), tonumber(height)
end

-- The plot whose width may follow the page's, and the name of that width in its chart.
-- Plots that stand side by side keep theirs: their headings would collide.
local function flexible_plot(spec)
  for _, key in ipairs({ 'hconcat', 'vconcat', 'concat', 'repeat' }) do
    if spec[key] then return end
  end
  local encoding = spec.encoding or {}
  local plot, name = spec, 'width'
  if spec.facet then
    if spec.facet.column or not (spec.facet.row or spec.columns == 1) then return end
    plot, name = spec.spec, 'child_width'
  elseif encoding.facet or encoding.row or encoding.column then
    return
  end
  if type(plot.width) == 'number' then return plot.width, name, spec.facet ~= nil end
end

local function number(value) return string.format('%g', value) end

-- The form for the phone that the chart's spec carries, and the picture of it.
local function narrow_form(spec)
  return spec.usermeta and spec.usermeta.narrow
end
local function narrow_picture(src) return (src:gsub('%.svg$', '-narrow.svg')) end

-- The room the chart will take in the page, live or as a picture: height follows width only
-- where the plot has given way as far as it can. See chart-drawing.js.
local function box(src, drawn, form)
  local width, height = size_of(src)
  local attributes = ''
  local designed, name, capped = flexible_plot(drawn or {})
  if designed then
    local least = math.floor(LEAST * designed)
    width = width - (designed - least)
    attributes = string.format(' data-width="%s" data-least="%d"', name, least)
    if capped then attributes = attributes .. ' data-most="' .. number(designed) .. '"' end
  end
  local w, h = number(width), number(height)
  return '<svg class="chart-box' .. form .. '"' .. attributes .. ' width="' .. w .. '" height="' .. h .. '" viewBox="0 0 ' .. w .. ' ' .. h .. '" aria-hidden="true"></svg>'
end

-- The page is one file: it carries its pictures.
local function carried(src)
  local kind, picture = pandoc.mediabag.fetch(src)
  return pandoc.mediabag.make_data_uri(kind, picture)
end

local function canvas(div, src, alt)
  local text = spec(div)
  local drawn = text and pandoc.json.decode(text, false)
  local narrow = drawn and narrow_form(drawn)
  local still = '<img class="chart-static" src="' .. carried(src) .. '" alt="' .. escape(alt) .. '">'
  if not narrow then return '<div class="chart-canvas">' .. box(src, drawn, '') .. still .. '</div>' end
  local small = narrow_picture(src)
  return '<div class="chart-canvas">' .. box(src, drawn, ' wide-form') .. box(small, narrow, ' narrow-form')
    .. '<picture><source media="' .. PHONE .. '" srcset="' .. carried(small) .. '">' .. still .. '</picture></div>'
end

local function to_html(div)
  local src, alt = picture(div)
  local blocks = pandoc.Blocks({
    html('<figure class="chart" id="' .. div.identifier .. '">'),
    html('<figcaption>'),
    pandoc.Plain({
      pandoc.RawInline('html', '<span class="label">' .. div.attributes['label'] .. '.</span> '),
      pandoc.Span(title_of(div)),
      pandoc.RawInline('html', '<a class="anchor" href="#' .. div.identifier .. '" aria-label="Liên kết tới ' .. div.attributes['label'] .. '"></a>'),
    }),
    html('</figcaption>'),
    html(canvas(div, src, alt)),
  })
  local drawn = spec(div)
  if drawn then blocks:insert(script(drawn)) end
  local source = part(div, 'source')
  if source then blocks:insert(source) end
  blocks:extend(data_table(div))
  blocks:insert(html('</figure>'))
  return blocks
end

-- Typst ---------------------------------------------------------------------------------------

local function quoted(text)
  return '"' .. text:gsub('[\\"]', { ['\\'] = '\\\\', ['"'] = '\\"' }) .. '"'
end

local function to_typst(div)
  local src, alt = picture(div)
  local raw = function(text) return pandoc.RawInline('typst', text) end
  local out = pandoc.Inlines({ raw('#report-chart(label: [' .. div.attributes['label'] .. '], title: [') })
  out:extend(title_of(div))
  out:insert(raw('], source: ['))
  local source = part(div, 'source')
  if source then out:extend(pandoc.utils.blocks_to_inlines(source.content)) end
  -- alt stands twice: Typst's figure tag and its image tag each want one.
  local width = div.attributes['picture-width'] or '100%'
  out:insert(raw('], alt: ' .. quoted(alt) .. ', chart-picture(' .. quoted(src) .. ', alt: ' .. quoted(alt) .. ', width: ' .. width .. ')'))
  out:insert(raw(') <' .. div.identifier .. '>'))
  return { pandoc.Plain(out) }
end

-- DOCX ----------------------------------------------------------------------------------------

local function styled(style, content)
  return pandoc.Div(content, pandoc.Attr('', {}, { ['custom-style'] = style }))
end

local function to_docx(div)
  local src, alt = picture(div)
  local label = pandoc.Span({ pandoc.Str(div.attributes['label']) }, pandoc.Attr(div.identifier, { 'caption-label' }))
  local words = pandoc.Inlines({ label, pandoc.Str('.'), pandoc.Space() })
  words:extend(title_of(div))
  -- Word shows no SVG everywhere; the PNG stands beside it.
  local image = pandoc.Image({ pandoc.Str(alt) }, (src:gsub('%.svg$', '.png')), '', { width = div.attributes['picture-width'] or WIDTH })
  local blocks = pandoc.Blocks({
    styled('Caption', { pandoc.Para(words) }),
    styled('Chart', { pandoc.Para({ image }) }),
  })
  local source = part(div, 'source')
  if source then blocks:insert(styled('Source Note', source.content)) end
  return blocks
end

local function chart(div)
  if not div.classes:includes('chart') then return end
  if FORMAT:match('html') then return to_html(div) end
  if div.attributes.refused then error(div.attributes.refused, 0) end
  if FORMAT == 'typst' then return to_typst(div) end
  if FORMAT == 'docx' then return to_docx(div) end
end

-- A picture outside of any chart.
local function carry(image)
  image.src = carried(image.src)
  return image
end

return FORMAT:match('html') and { { Div = chart }, { Image = carry } } or { { Div = chart } }
