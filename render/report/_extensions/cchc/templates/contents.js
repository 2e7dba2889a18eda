// The contents follow the reader along the page.
(function () {
  "use strict";

  // The contents stand open beside the text, and closed above it on a phone.
  function contents() {
    const details = document.querySelector(".contents details");
    if (!details) return;
    const wide = window.matchMedia("(min-width: 68rem)");
    const set = function () {
      details.open = wide.matches;
      // Beside the text it is a heading, no control.
      details.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
    };
    set();
    details.classList.add("is-ready");
    wide.addEventListener("change", set);
    details.addEventListener("click", function (event) {
      if (event.target.closest("a") && !wide.matches) details.open = false;
    });
  }

  function followReading() {
    const links = new Map();
    document.querySelectorAll(".contents a").forEach(function (link) {
      links.set(decodeURIComponent(link.hash.slice(1)), link);
    });
    const headings = Array.from(links.keys()).map(function (id) { return document.getElementById(id); })
      .filter(Boolean);
    let current = null;
    const mark = function () {
      const passed = headings.filter(function (heading) { return heading.getBoundingClientRect().top < 120; });
      const next = passed.length ? links.get(passed[passed.length - 1].id) : null;
      if (next === current) return;
      if (current) current.removeAttribute("aria-current");
      if (next) {
        next.setAttribute("aria-current", "true");
        const box = next.closest("details");
        const offset = next.getBoundingClientRect().top - box.getBoundingClientRect().top;
        if (box.scrollHeight > box.clientHeight && (offset < 40 || offset > box.clientHeight - 80)) {
          box.scrollTop += offset - box.clientHeight / 3;
        }
      }
      current = next;
    };
    let waiting = false;
    document.addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  contents();
  followReading();
})();
