// Each printed figure says where it comes from: under the pointer, at a tap, at keyboard focus.
// One card serves all of them. Figures are no tab stops until the reader asks for it by the
// button: hundreds of stops would bury the links. Without JavaScript the text is complete.
(function () {
  "use strict";

  const source = document.getElementById("figure-cards");
  const main = document.querySelector("main");
  if (!source || !main) return;
  const data = JSON.parse(source.textContent);

  const EDGE = 8;
  const GAP = 6;
  const LEAST_ROOM = 120;
  const SHOW_AFTER = 120;
  const HIDE_AFTER = 250;

  const figures = Array.from(main.querySelectorAll(".num")).filter(function (figure) {
    return Boolean(data.figures[keyOf(figure)]);
  });
  const card = made("div", "figure-card", { id: "figure-card", role: "dialog", tabindex: "-1", "aria-label": "Nguồn của con số" });
  const close = made("button", "figure-card-close", { type: "button", "aria-label": "Đóng" }, "×");
  const body = made("div", "figure-card-body", { id: "figure-card-body" });
  card.append(close, body);
  card.hidden = true;
  document.body.append(card);

  let current = null;
  let pinned = false;
  let quiet = false;
  let timer = 0;

  function keyOf(figure) {
    const agency = figure.dataset.agency;
    return figure.dataset.code + (agency ? "@" + agency : "");
  }

  function made(name, className, attributes, text) {
    const element = document.createElement(name);
    element.className = className;
    Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
    if (text) element.textContent = text;
    return element;
  }

  // Text alone goes in: whatever stands in the data stays text.
  function fill(figure) {
    const facts = data.figures[keyOf(figure)];
    const list = made("dl", "figure-card-facts");
    Object.keys(facts.rows).forEach(function (n) {
      list.append(made("dt", "", {}, data.labels[n]), made("dd", "", {}, facts.rows[n]));
    });
    const title = made("p", "figure-card-title");
    title.append(made("strong", "", {}, figure.textContent), " ", made("span", "", {}, facts.name));
    if (facts.unit !== "%") title.append(made("span", "figure-card-unit", {}, " (" + facts.unit + ")"));
    const found = facts.findings.map(function (n) {
      const finding = data.findings[n];
      const item = made("li", "");
      item.append(made("strong", "", {}, finding.severity), " ", finding.text);
      return item;
    });
    body.replaceChildren(title);
    if (found.length) {
      const findings = made("ul", "figure-card-findings");
      findings.append.apply(findings, found);
      body.append(findings);
    }
    body.append(list);
  }

  function place() {
    const at = current.getClientRects()[0];
    if (!at) return;
    card.style.maxHeight = "";
    const width = document.documentElement.clientWidth;
    const below = window.innerHeight - at.bottom - GAP - EDGE;
    const above = at.top - GAP - EDGE;
    const down = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = Math.max(down ? below : above, LEAST_ROOM) + "px";
    const top = down ? at.bottom + GAP : at.top - GAP - card.offsetHeight;
    const left = Math.max(EDGE, Math.min(at.left, width - EDGE - card.offsetWidth));
    card.style.left = left + window.scrollX + "px";
    card.style.top = top + window.scrollY + "px";
  }

  function show(figure, keep) {
    window.clearTimeout(timer);
    if (current !== figure) {
      release();
      current = figure;
      fill(figure);
      figure.classList.add("is-asked");
      figure.setAttribute("aria-describedby", body.id);
      if (figure.hasAttribute("role")) figure.setAttribute("aria-expanded", "true");
      card.hidden = false;
      card.scrollTop = 0;
      place();
    }
    pinned = keep;
  }

  function release() {
    if (!current) return;
    current.classList.remove("is-asked");
    current.removeAttribute("aria-describedby");
    if (current.hasAttribute("role")) current.setAttribute("aria-expanded", "false");
    current = null;
  }

  function hide() {
    window.clearTimeout(timer);
    const figure = current;
    const inside = card.contains(document.activeElement);
    release();
    pinned = false;
    card.hidden = true;
    if (!inside || !figure) return;
    quiet = true;
    figure.focus({ preventScroll: true });
    quiet = false;
  }

  function later(action, delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, delay);
  }

  function figureAt(event) {
    const figure = event.target instanceof Element ? event.target.closest(".num") : null;
    return figure && data.figures[keyOf(figure)] ? figure : null;
  }

  // The pointer: a card opened by it alone goes with it, but lets it come over to be read.
  main.addEventListener("pointerover", function (event) {
    const figure = figureAt(event);
    if (figure && event.pointerType !== "touch" && !pinned) later(function () { show(figure, false); }, SHOW_AFTER);
  });
  function leave(event) {
    if (event.pointerType !== "touch" && !pinned) later(hide, HIDE_AFTER);
  }
  main.addEventListener("pointerout", function (event) { if (figureAt(event)) leave(event); });
  card.addEventListener("pointerover", function () { window.clearTimeout(timer); });
  card.addEventListener("pointerleave", leave);

  document.addEventListener("click", function (event) {
    const figure = figureAt(event);
    if (close.contains(event.target) || (figure && pinned && figure === current)) hide();
    else if (figure) show(figure, true);
    else if (pinned && !card.contains(event.target)) hide();
  });

  // The keyboard: focus shows, Enter goes into the card, Esc and Tab come back out of it.
  main.addEventListener("focusin", function (event) {
    const figure = figureAt(event);
    if (figure && !quiet) show(figure, pinned && figure === current);
  });
  main.addEventListener("focusout", function (event) {
    if (figureAt(event) && !pinned && !card.contains(event.relatedTarget)) later(hide, HIDE_AFTER);
  });
  document.addEventListener("keydown", function (event) {
    if (card.hidden) {
      const asked = figureAt(event);
      if (asked && (event.key === "Enter" || event.key === " ")) show(asked, true);
      else return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      hide();
    } else if ((event.key === "Enter" || event.key === " ") && document.activeElement === current) {
      event.preventDefault();
      pinned = true;
      card.focus({ preventScroll: true });
    } else if (event.key === "Tab" && (event.target === close || (event.target === card && event.shiftKey))) {
      hide();
    }
  });

  // The card stays beside its figure while that is in sight.
  let waiting = false;
  function follow() {
    if (waiting || !current) return;
    waiting = true;
    window.requestAnimationFrame(function () {
      waiting = false;
      const at = current && current.getClientRects()[0];
      if (at && at.bottom > 0 && at.top < window.innerHeight) place();
    });
  }
  document.addEventListener("scroll", follow, { passive: true, capture: true });
  window.addEventListener("resize", follow);

  figures.forEach(function (figure) { figure.tabIndex = -1; });
  main.classList.add("answers");

  const button = document.querySelector(".figure-mode button");
  if (!button) return;
  button.addEventListener("click", function () {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    main.classList.toggle("asking", on);
    figures.forEach(function (figure) {
      figure.tabIndex = on ? 0 : -1;
      ["role", "aria-haspopup", "aria-expanded"].forEach(function (name, n) {
        if (on) figure.setAttribute(name, ["button", "dialog", "false"][n]);
        else figure.removeAttribute(name);
      });
    });
  });
})();
