"""Each chart tells under the pointer, in Vietnamese, the row of its data that is drawn there."""

from playwright.sync_api import Page
from tests.end_to_end.reading import squeezed

# Each mark but the axes and the labels, which stand on marks.
MARKS = ".chart-live :is(.mark-rect, .mark-symbol, .mark-line).role-mark path"


def test_every_chart_tells_its_rows(desk: Page) -> None:
    tooltip = desk.locator("#vg-tooltip-element")
    figures = desk.locator("figure.chart")
    assert figures.count() > 10
    for figure in figures.all():
        name = figure.get_attribute("id")
        figure.scroll_into_view_if_needed()
        # The widest mark: the pointer finds it surely.
        box = figure.evaluate(
            """(figure, marks) => [...figure.querySelectorAll(marks)]
                .map((mark) => mark.getBoundingClientRect())
                .sort((a, b) => b.width - a.width)
                .map((box) => [box.left + box.width / 2, box.top + box.height / 2])[0]""",
            MARKS,
        )
        assert box, name
        desk.mouse.move(1, 1)
        desk.mouse.move(*box)
        desk.wait_for_selector("#vg-tooltip-element.visible")
        told = tooltip.inner_text()
        keys = tooltip.locator("td.key").all_inner_texts()
        assert set(keys) <= {"Số liệu", "Chi tiết", "Kỳ số liệu"}, name
        assert keys, name
        assert "undefined" not in told, name
        assert "null" not in told, name
        data = squeezed(figure.locator("details").evaluate("e => e.textContent"))
        number = tooltip.locator("td.value").first.inner_text().split()[0].split("/")[0]
        assert squeezed(number) in data or name == "hinh-doi-chieu-ky-so-lieu", f"{name}: {told}"
