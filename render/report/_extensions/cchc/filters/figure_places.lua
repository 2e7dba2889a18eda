-- Where each figure is first printed, the appendix's links to there, and, in a draft page, the marks
-- of what the checks found. A figure is known by its code, with its unit where it has one.

local NOT_PRINTED, ONLY_ON_PAGE = 'không in trong báo cáo', 'chỉ có ở bản HTML'

local html = FORMAT:match('html') ~= nil
local places, marks, left_out = {}, {}, {}

local function key(span)
  local data = span.attributes
  local agency = data['data-agency']
  return data['data-code'] .. (agency and '@' .. agency or '')
end

-- A figure's first place in the running text counts; notes, then charts' data, then the head of the
-- page, only where it has none.
local ASIDE = { 'notes', 'chart-data', 'key-figures' }

local function place_of(span, heading)
  if not span.classes:includes('num') then return end
  local figure = key(span)
  if places[figure] then return end
  -- Only the page can be entered at a figure; the other formats at its heading.
  local target = html and 'so-' .. figure or heading
  places[figure] = { target = target, words = span.content }
  if not html then return end
  span.identifier = target
  return span
end

local function aside_of(el)
  if el.t == 'Note' then return 'notes' end
  for _, class in ipairs({ 'chart-data', 'key-figures' }) do
    if el.classes:includes(class) then return class end
  end
end

-- The text but for what stands aside in it, which goes to `aside` with its heading.
local function walk_text(doc, aside, visit)
  local heading = ''
  local function skip(el)
    local class = aside_of(el)
    if class then return aside(class, el, heading), false end
  end
  doc.blocks = doc.blocks:walk({
    traverse = 'topdown',
    Header = function(header) heading = header.identifier end,
    Div = skip,
    Note = skip,
    Span = visit and function(span) return visit(span, heading) end,
  })
end

-- What stands aside is looked at in itself; only where the page has to be entered there is it walked once
-- more in its place, which its number among all that stands aside tells.
local function find_places(doc)
  local found, homes, at = {}, {}, 0
  walk_text(doc, function(class, el, heading)
    at = at + 1
    found[class] = found[class] or pandoc.List()
    found[class]:insert({ el = el, heading = heading, at = at })
  end, place_of)
  for _, class in ipairs(ASIDE) do
    for _, aside in ipairs(found[class] or {}) do
      aside.el.content:walk({
        traverse = 'topdown',
        Span = function(span)
          if not html then return place_of(span, aside.heading) end
          local figure = span.classes:includes('num') and key(span)
          if figure and not places[figure] and not homes[figure] then homes[figure] = aside.at end
        end,
      })
    end
  end
  if not next(homes) then return end
  local entered = {}
  for _, home in pairs(homes) do entered[home] = true end
  at = 0
  walk_text(doc, function(_, el)
    at = at + 1
    if not entered[at] then return nil end
    el.content = el.content:walk({
      traverse = 'topdown',
      Span = function(span)
        if span.classes:includes('num') and homes[key(span)] == at then return place_of(span, '') end
      end,
    })
    return el
  end)
end

local function link(code)
  local place = places[code]
  if not place or place.target == '' then return nil end
  return pandoc.Link(place.words:clone(), '#' .. place.target)
end

local function resolve(span)
  if not span.classes:includes('where') then return end
  local out, elsewhere = pandoc.Inlines({}), false
  for code in (span.attributes['data-figures'] or ''):gmatch('%S+') do
    local there = link(code)
    if there then
      if #out > 0 then out:extend({ pandoc.Str(';'), pandoc.Space() }) end
      out:insert(there)
    end
    elsewhere = elsewhere or left_out[code]
  end
  if #out == 0 then return pandoc.Str(elsewhere and ONLY_ON_PAGE or NOT_PRINTED) end
  return out
end

local function mark(span)
  local found = html and span.classes:includes('num') and marks[key(span)]
  if not found then return end
  span.classes:extend({ 'flagged', 'flagged-' .. found })
  return span
end

function Pandoc(doc)
  for code, found in pairs(doc.meta['figure-marks'] or {}) do marks[code] = pandoc.utils.stringify(found) end
  -- Word would store it as a property of the document.
  doc.meta['figure-marks'] = nil
  for _, code in ipairs(doc.meta['figures-left-out'] or {}) do left_out[pandoc.utils.stringify(code)] = true end
  doc.meta['figures-left-out'] = nil
  find_places(doc)
  doc.blocks = doc.blocks:walk({ Span = function(span) return resolve(span) or mark(span) end })
  return doc
end
