// A footnote opens where it is cited, at a click, a tap or Enter on its mark; once more, or Esc, closes it.
// It stands in the text right after its mark, so that Tab and a screen reader go on into it.
// Without JavaScript, and on paper, the mark leads to the list at the end.
(function () {
  "use strict";

  const main = document.querySelector("main");
  if (!main) return;

  const EDGE = 8;
  const GAP = 10;
  const ID = "note-card";
  let open = null;

  function made(name, className, attributes, text) {
    const element = document.createElement(name);
    element.className = className;
    Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
    if (text) element.textContent = text;
    return element;
  }

  function markAt(target) {
    const mark = target instanceof Element ? target.closest('.note > a[role="doc-noteref"]') : null;
    return mark && document.getElementById(mark.hash.slice(1)) ? mark : null;
  }

  // The note's own nodes, copied: its links work, and each id stays where it was.
  function body(note) {
    const copy = note.cloneNode(true);
    copy.querySelectorAll(".back").forEach(function (link) { link.remove(); });
    copy.querySelectorAll("[id]").forEach(function (element) { element.removeAttribute("id"); });
    const box = made("span", "note-card-body");
    box.append.apply(box, copy.childNodes);
    return box;
  }

  function show(mark, byKeyboard) {
    hide(false);
    const number = mark.textContent;
    const card = made("span", "note-card", { id: ID, role: "note", tabindex: "-1", "aria-label": "Chú thích " + number });
    const list = made("a", "note-card-list", { href: mark.hash }, "Xem trong danh sách chú thích");
    const close = made("button", "note-card-close", { type: "button", "aria-label": "Đóng chú thích" }, "×");
    card.append(made("span", "note-card-number", { "aria-hidden": "true" }, number + "."),
      body(document.getElementById(mark.hash.slice(1))), list, close);
    mark.closest(".note").after(card);
    mark.setAttribute("aria-expanded", "true");
    mark.setAttribute("aria-controls", ID);
    open = { mark: mark, card: card };
    place();
    card.scrollIntoView({ block: "nearest" });
    if (byKeyboard) card.focus({ preventScroll: true });
  }

  function hide(back) {
    if (!open) return;
    const was = open;
    open = null;
    const inside = was.card.contains(document.activeElement);
    was.card.remove();
    was.mark.setAttribute("aria-expanded", "false");
    was.mark.removeAttribute("aria-controls");
    if (back || inside) was.mark.focus({ preventScroll: true });
  }

  // Below the mark, within the column of text. Where the card's own origin is, only measuring tells.
  function place() {
    const card = open.card;
    card.style.left = card.style.top = "0";
    const at = open.mark.getBoundingClientRect();
    const style = window.getComputedStyle(main);
    const column = main.getBoundingClientRect();
    const first = Math.max(EDGE, column.left + parseFloat(style.paddingLeft));
    const last = Math.min(document.documentElement.clientWidth - EDGE, column.right - parseFloat(style.paddingRight));
    card.style.maxWidth = last - first + "px";
    const origin = card.getBoundingClientRect();
    const left = Math.max(first, Math.min(at.left - 32, last - origin.width));
    card.style.left = left - origin.left + "px";
    card.style.top = at.bottom + GAP - origin.top + "px";
    const mark = at.left + at.width / 2 - left;
    card.style.setProperty("--mark", Math.max(10, Math.min(mark, origin.width - 10)) + "px");
  }

  document.addEventListener("click", function (event) {
    const mark = markAt(event.target);
    if (mark && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      if (open && open.mark === mark) hide(true);
      else show(mark, event.detail === 0);
      return;
    }
    if (!open || !(event.target instanceof Element)) return;
    if (event.target.closest(".note-card-close")) hide(true);
    else if (event.target.closest(".note-card-list")) hide(false);
    else if (!open.card.contains(event.target) && !event.target.closest(".figure-card")) hide(false);
  });

  // A figure's card that is open above the note is closed first.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !open || event.defaultPrevented) return;
    event.preventDefault();
    hide(true);
  });

  window.addEventListener("resize", function () { if (open) place(); });
  main.querySelectorAll('.note > a[role="doc-noteref"]').forEach(function (mark) {
    mark.setAttribute("aria-expanded", "false");
  });
})();
