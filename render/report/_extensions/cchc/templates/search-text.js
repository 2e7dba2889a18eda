// The report's text as search sees it: block by block, with and without Vietnamese diacritics.
const searchText = (function () {
  "use strict";

  const BLOCKS = "tr, h1, h2, h3, h4, h5, p, li, figcaption, dt, dd, summary, div, footer";
  const HEADINGS = "h2, h3, h4, h5";
  const LEFT_OUT = "script, style, svg, button, .anchor, .note, .note-card, .chart-canvas, .figure-mode, .edition-changes";
  const CELL = " · ";
  // A letter with its combining marks, or a run of white space: each becomes one character.
  const LETTERS = /\s+|[^\s][\u0300-\u036f]*/gu;
  const MARKS = /[\u0300-\u036f]/g;

  // The older and the newer way of placing a tone, hòa and hoà, are one: the tone moves to the first vowel.
  const TONES = new Map();
  ["oa", "oe", "uy"].forEach(function (pair) {
    ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"].forEach(function (tone) {
      TONES.set((pair + tone).normalize("NFC"), (pair[0] + tone).normalize("NFC") + pair[1]);
    });
  });
  const NEWER = new RegExp(Array.from(TONES.keys()).join("|"), "g");

  const known = new Map();

  function one(text) { return text.length === 1 ? text : text.charAt(0) || " "; }

  // One letter as it stands, in lower case, and bare.
  function folded(letter) {
    let found = known.get(letter);
    if (!found) {
      const shown = /^\s/.test(letter) ? " " : one(letter.normalize("NFC"));
      const exact = one(shown.toLowerCase());
      const bare = exact === "đ" ? "d" : one(exact.normalize("NFD").replace(MARKS, ""));
      found = [shown, exact, bare];
      known.set(letter, found);
    }
    return found;
  }

  function tonesMoved(text) { return text.replace(NEWER, function (pair) { return TONES.get(pair); }); }

  // Text nodes of one block; places[i] says which node, from where to where, character i came from.
  function block(element, section) {
    return { element: element, section: section, shown: "", exact: "", bare: "", places: [], cell: null };
  }

  function add(to, node) {
    const cell = node.parentElement.closest("td, th");
    // White space between the cells of a row.
    if (!cell && to.element.matches("tr")) return;
    if (to.cell && cell !== to.cell) {
      Array.from(CELL).forEach(function (letter) { put(to, letter, null); });
    }
    to.cell = cell;
    for (const match of node.data.matchAll(LETTERS)) {
      const blank = /^\s/.test(match[0]);
      if (blank && (to.shown === "" || to.shown.endsWith(" "))) continue;
      put(to, match[0], { node: node, start: match.index, end: match.index + match[0].length });
    }
  }

  function put(to, letter, place) {
    const [shown, exact, bare] = folded(letter);
    to.shown += shown;
    to.exact += exact;
    to.bare += bare;
    to.places.push(place);
  }

  function index(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, function (node) {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(LEFT_OUT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const blocks = new Map();
    let section = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const element = parent.closest("tr") || parent.closest(BLOCKS) || root;
      if (!blocks.has(element)) blocks.set(element, block(element, section));
      add(blocks.get(element), node);
      if (element.matches(HEADINGS)) section = blocks.get(element).section = blocks.get(element).shown;
    }
    const found = Array.from(blocks.values()).filter(function (one) { return one.shown.trim() !== ""; });
    found.forEach(function (one) { one.exact = tonesMoved(one.exact); });
    return found;
  }

  // A query with a diacritic means just that; one without means every reading of its letters.
  function query(text) {
    const words = text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
    const bare = Array.from(words, function (letter) { return folded(letter)[2]; }).join("");
    return bare === words ? { words: words, field: "bare" } : { words: tonesMoved(words), field: "exact" };
  }

  function find(blocks, asked) {
    const hits = [];
    blocks.forEach(function (one) {
      const text = one[asked.field];
      for (let at = text.indexOf(asked.words); at >= 0; at = text.indexOf(asked.words, at + asked.words.length)) {
        const hit = { block: one, start: at, end: at + asked.words.length };
        hit.pieces = pieces(hit);
        if (hit.pieces.length) hits.push(hit);
      }
    });
    return hits;
  }

  // The hit's stretch of each text node it runs through.
  function pieces(hit) {
    const found = [];
    hit.block.places.slice(hit.start, hit.end).forEach(function (place) {
      const last = found[found.length - 1];
      if (!place) return;
      if (last && last.node === place.node) last.end = place.end;
      else found.push({ node: place.node, start: place.start, end: place.end });
    });
    return found;
  }

  return { index: index, query: query, find: find };
})();
