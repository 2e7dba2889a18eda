// Search in the page, with and without diacritics: “/” goes to it, Enter and Shift+Enter go from hit to
// hit, Esc clears. What is found inside a closed table of data is opened.
(function () {
  "use strict";

  const box = document.querySelector(".search");
  const main = document.querySelector("main");
  if (!box || !main) return;
  const input = box.querySelector("input");
  const count = box.querySelector(".search-count");
  const status = box.querySelector('[role="status"]');
  const list = box.querySelector(".search-hits");
  const steps = box.querySelector(".search-steps");

  const SHORTEST = 2;
  const LISTED = 60;
  const BEFORE = 32;
  const AFTER = 64;
  const TELL_AFTER = 400;
  const beside = window.matchMedia("(min-width: 68rem)");

  let blocks = null;
  let hits = [];
  let current = -1;
  let telling = 0;

  function made(name, className, text) {
    const element = document.createElement(name);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // Told once the reader has stopped typing.
  function tell(text) {
    window.clearTimeout(telling);
    telling = window.setTimeout(function () { status.textContent = text; }, TELL_AFTER);
  }

  function prepare() {
    if (!blocks) blocks = searchText.index(main);
  }

  function search() {
    const asked = searchText.query(input.value);
    if (!searchMarks.clear()) blocks = null;
    current = -1;
    box.classList.toggle("is-filled", input.value !== "");
    if (asked.words.length < SHORTEST) {
      hits = [];
      count.textContent = "";
      list.hidden = steps.hidden = true;
      tell("");
      return;
    }
    prepare();
    hits = searchText.find(blocks, asked);
    searchMarks.show(hits);
    const found = hits.length ? hits.length.toLocaleString("vi-VN") + " kết quả" : "Không thấy";
    count.textContent = found;
    steps.hidden = hits.length === 0;
    list.replaceChildren.apply(list, entries());
    list.hidden = hits.length === 0;
    list.scrollTop = 0;
    tell(hits.length ? found : "Không có kết quả nào");
  }

  function entries() {
    const items = hits.slice(0, LISTED).map(function (hit, n) {
      const item = made("li", "");
      const before = n > 0 ? hits[n - 1].block.section : null;
      if (hit.block.section !== before) item.append(made("p", "search-section", hit.block.section || "Đầu báo cáo"));
      const button = made("button", "search-entry");
      button.type = "button";
      button.append.apply(button, snippet(hit));
      button.addEventListener("click", function () { go(n); });
      item.append(button);
      return item;
    });
    if (hits.length > LISTED) items.push(made("li", "search-more", "… và " + (hits.length - LISTED) + " kết quả nữa"));
    return items;
  }

  // The hit within its sentence, cut at words.
  function snippet(hit) {
    const text = hit.block.shown;
    const from = hit.start <= BEFORE ? 0 : text.indexOf(" ", hit.start - BEFORE - 1) + 1;
    const till = hit.end + AFTER >= text.length ? text.length : text.lastIndexOf(" ", hit.end + AFTER);
    const start = from > 0 && from <= hit.start ? from : from === 0 ? 0 : hit.start;
    const end = Math.max(till, hit.end);
    return [
      (start > 0 ? "… " : "") + text.slice(start, hit.start),
      made("mark", "", text.slice(hit.start, hit.end)),
      text.slice(hit.end, end) + (end < text.length ? " …" : ""),
    ];
  }

  function open(element) {
    for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) {
      details.open = true;
    }
  }

  function go(n) {
    current = (n + hits.length) % hits.length;
    const hit = hits[current];
    open(hit.pieces[0].node.parentElement);
    const place = searchMarks.point(current);
    hit.block.element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const at = place.getBoundingClientRect();
    window.scrollBy({ top: at.top - window.innerHeight * 0.4, behavior: "instant" });
    // On a phone the list would lie over what was found.
    if (!beside.matches) list.hidden = true;
    count.textContent = current + 1 + "/" + hits.length.toLocaleString("vi-VN");
    tell("Kết quả " + (current + 1) + " trên " + hits.length + ", mục " + (hit.block.section || "đầu báo cáo"));
    list.querySelectorAll(".search-entry").forEach(function (entry, place) {
      if (place === current) {
        entry.setAttribute("aria-current", "true");
        entry.scrollIntoView({ block: "nearest", behavior: "instant" });
      } else {
        entry.removeAttribute("aria-current");
      }
    });
  }

  function step(by) {
    if (hits.length) go(current < 0 && by < 0 ? hits.length - 1 : current + by);
  }

  function clear() {
    input.value = "";
    search();
  }

  function move(by) {
    const buttons = Array.from(list.querySelectorAll(".search-entry"));
    const at = buttons.indexOf(document.activeElement) + by;
    if (at < 0) input.focus();
    else if (buttons[at]) buttons[at].focus();
  }

  input.addEventListener("focus", function () {
    window.setTimeout(prepare, 0);
    if (hits.length) list.hidden = false;
  });
  input.addEventListener("input", search);
  steps.querySelector(".search-previous").addEventListener("click", function () { step(-1); });
  steps.querySelector(".search-next").addEventListener("click", function () { step(1); });
  box.querySelector(".search-clear").addEventListener("click", function () {
    clear();
    input.focus();
  });

  box.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    const there = event.target === input;
    if (event.key === "Enter" && there) step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" && hits.length) {
      list.hidden = false;
      move(1);
    }
    else if (event.key === "ArrowUp" && !list.hidden && !there) move(-1);
    else if (event.key === "Escape" && input.value) {
      clear();
      input.focus();
    } else if (event.key === "Escape" && there) input.blur();
    else return;
    event.preventDefault();
  });

  // On a phone the list lies over the text: it goes when the reader turns to that.
  document.addEventListener("click", function (event) {
    if (!beside.matches && !box.contains(event.target)) list.hidden = true;
  });

  document.addEventListener("keydown", function (event) {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  const contents = box.querySelector(".search-contents");
  const details = document.querySelector(".contents details");
  if (contents && details) contents.addEventListener("click", function () { details.open = true; });
})();
