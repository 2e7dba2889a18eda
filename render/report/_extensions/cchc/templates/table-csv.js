// Each table, and each chart's data, as a CSV file made here from its cells: no second copy in the page.
// For Excel with Vietnamese settings: UTF-8 with a byte-order mark, semicolons, a decimal comma.
// Thousands lose their dots, which Excel with other settings would take for decimals.
(function () {
  "use strict";

  const SEPARATOR = ";";
  const MARK = "\ufeff";
  const GROUPED = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?%?$/;
  // Excel takes a cell that begins so for a formula, unless it is a number.
  const RISKY = /^[=+\-@\t\r](?!\d[\d.,]*%?$)/;
  const NO_DATA = ".note, .note-card, .anchor";

  function text(cell) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(NO_DATA).forEach(function (element) { element.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function field(value) {
    const plain = GROUPED.test(value) ? value.replace(/\./g, "") : value;
    const inert = RISKY.test(plain) ? "'" + plain : plain;
    return /[";\n\r]/.test(inert) ? '"' + inert.replace(/"/g, '""') + '"' : inert;
  }

  function csv(table) {
    const rows = Array.from(table.rows, function (row) {
      return Array.from(row.cells, function (cell) { return field(text(cell)); }).join(SEPARATOR);
    });
    return MARK + rows.join("\r\n") + "\r\n";
  }

  function save(table, name) {
    const address = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
  }

  document.querySelectorAll("figure.chart, figure.table").forEach(function (figure) {
    const table = figure.querySelector("table");
    if (!table) return;
    const label = figure.querySelector("figcaption .label");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "csv-save";
    button.textContent = "Tải CSV";
    button.setAttribute("aria-label", "Tải CSV: số liệu của " + (label ? label.textContent.replace(/\.$/, "") : figure.id));
    button.addEventListener("click", function () { save(table, figure.id + ".csv"); });
    const details = table.closest("details");
    if (!details) {
      figure.append(button);
      return;
    }
    const tools = document.createElement("div");
    tools.className = "chart-tools";
    details.before(tools);
    tools.append(details, button);
  });
})();
