// Hits marked in the text: by the browser's own highlights, else by <mark> elements.
const searchMarks = (function () {
  "use strict";

  const ALL = "search-hit";
  const CURRENT = "search-current";
  const native = typeof Highlight === "function" && Boolean(window.CSS && CSS.highlights);
  let shown = [];

  function range(piece) {
    const made = document.createRange();
    made.setStart(piece.node, piece.start);
    made.setEnd(piece.node, piece.end);
    return made;
  }

  // From the end of the text to its start: what comes before keeps its place.
  function wrap(hits) {
    const marks = hits.map(function () { return []; });
    for (let n = hits.length - 1; n >= 0; n -= 1) {
      for (const piece of hits[n].pieces.slice().reverse()) {
        const mark = document.createElement("mark");
        mark.className = ALL;
        range(piece).surroundContents(mark);
        marks[n].unshift(mark);
      }
    }
    return marks;
  }

  function unwrap(mark) {
    const parent = mark.parentNode;
    mark.replaceWith.apply(mark, mark.childNodes);
    parent.normalize();
  }

  function show(hits) {
    clear();
    if (!native) {
      shown = wrap(hits);
      return;
    }
    shown = hits.map(function (hit) { return hit.pieces.map(range); });
    CSS.highlights.set(ALL, new Highlight(...shown.flat()));
  }

  // The hit that the reader stands at; its first part tells where that is.
  function point(n) {
    if (native) {
      const current = new Highlight(...shown[n]);
      current.priority = 1;
      CSS.highlights.set(CURRENT, current);
    } else {
      shown.flat().forEach(function (mark) { mark.classList.remove(CURRENT); });
      shown[n].forEach(function (mark) { mark.classList.add(CURRENT); });
    }
    return shown[n][0];
  }

  // Whether the text's nodes are still the ones that were searched.
  function clear() {
    if (native) {
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(CURRENT);
    } else {
      shown.flat().forEach(unwrap);
    }
    const untouched = native || shown.length === 0;
    shown = [];
    return untouched;
  }

  return { show: show, point: point, clear: clear };
})();
