"""From sections to published files; what no format waits for goes on beside the rendering of paper."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.assembled import AssembledSection, write_sections
from cchc.cards import figure_cards, write_cards
from cchc.checks import Checked, with_printed
from cchc.checks.house_style import check_house_style
from cchc.diff.in_report import changes_section
from cchc.findings import ReportError
from cchc.finishing import Made, write_records
from cchc.order import Progress, ReportOrder, in_seconds
from cchc.pictures.drawer import Drawer
from cchc.pictures.picture import Picture
from cchc.preparing import Prepared, require_final
from cchc.provenance import PrintedFigure
from cchc.publish.engine import Supply
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.stage import CARDS
from cchc.reuse.kept_files import KeptFiles


def publish(
    prepared: Prepared,
    sections: Sequence[AssembledSection],
    folder: Path,
    drawer: Drawer,
    reader: MarkdownReader,
    progress: Progress,
) -> tuple[Made, list[Path]]:
    """Render what is in the build below `folder`, check what it prints, and write its records.

    ReportError where it may not be published.
    """
    order, build = prepared.order, folder / "build"
    done: list[Made] = []

    def pictures() -> None:
        _write_pictures(drawer.draw(sections), build / "charts")

    def page() -> None:
        made = Made(order, prepared.workbook, prepared.seen, sections, _checked(prepared, sections))
        require_final(order, made.checked)
        _require_no_missing(order, sections)
        write_cards(figure_cards(made.workbook, _figures(sections), made.checked.all), build / CARDS)
        write_records(made, folder)
        # In the page alone: what an edition keeps is its own text, so that a rerun keeps the same.
        if order.tells_changes:
            changes = changes_section(order, made.workbook, sections, made.checked.all, reader)
            write_sections(changes, build)
        done.append(made)

    with progress.step("publish"):
        supply = Supply(pictures, page, reader, KeptFiles(order.workspace.kept))
        files = order.engine.render(build, order.formats, order.jobs, supply)
    published = [files[name] for name in order.formats]
    _tell(order, published, progress)
    return done[0], published


def _write_pictures(pictures: Mapping[str, Picture], folder: Path) -> None:
    folder.mkdir()
    for identifier, picture in pictures.items():
        (folder / f"{identifier}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
        if picture.png is not None:
            (folder / f"{identifier}.png").write_bytes(picture.png)


def _checked(prepared: Prepared, sections: Sequence[AssembledSection]) -> Checked:
    """The checks of the inputs, and those of what is printed."""
    text = [(section.section, section.markdown) for section in sections]
    slips = check_house_style(prepared.workbook, text)
    return with_printed(prepared.checked, _figures(sections), slips, whole=not prepared.order.sections)


def _require_no_missing(order: ReportOrder, sections: Sequence[AssembledSection]) -> None:
    if not order.final:
        return
    missing = {figure.indicator for figure in _figures(sections) if figure.origin == "missing"}
    if missing:
        raise ReportError(
            f"Không phát hành bản chính thức khi còn thiếu số liệu: {', '.join(sorted(missing))}."
        )


def _figures(sections: Sequence[AssembledSection]) -> list[PrintedFigure]:
    return [figure for section in sections for figure in section.figures]


def _tell(order: ReportOrder, published: Sequence[Path], progress: Progress) -> None:
    for path in published:
        progress.say(f"  ✓ {path.name} ({path.stat().st_size / 1024:,.0f} kB)".replace(",", "."))
    seconds = in_seconds(progress.seconds["publish"])
    progress.say(f"Đã dựng {len(published)} tệp bằng {order.engine.name} ({seconds})")
