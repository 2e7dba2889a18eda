// The switch between light, dark and what the reader's machine says.
(function () {
  "use strict";

  document.querySelectorAll(".theme input").forEach(function (input) {
    // A browser may have kept another one checked from the last visit.
    input.checked = input.value === window.__theme.chosen;
    input.addEventListener("change", function () { window.__theme.keep(input.value); });
  });
})();
