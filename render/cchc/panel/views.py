"""The panel's tables as HTML: plain, in JupyterLab's own colours, day and night."""

from collections.abc import Iterable, Sequence
from html import escape

from cchc.base.findings import Severity
from cchc.panel.answers import Checklist, FoundRow, SectionRow, SupplierRow, TaskRow
from cchc.panel.links import file_link

STYLE = """<style>
.cchc-panel {max-width: 1100px;}
.cchc-panel .widget-html-content {line-height: 1.5;}
.cchc-panel h3 {font-size: 15px; margin: 14px 0 6px;}
.cchc-panel table {border-collapse: collapse; width: 100%; font-size: 13px;}
.cchc-panel th, .cchc-panel td {text-align: left; padding: 5px 10px; vertical-align: top;
    border-bottom: 1px solid var(--jp-border-color2); color: var(--jp-ui-font-color1);}
.cchc-panel th {font-weight: 600; color: var(--jp-ui-font-color2);}
.cchc-panel td.number {text-align: right; white-space: nowrap;}
.cchc-panel td.place {white-space: nowrap;}
.cchc-scroll {max-height: 430px; overflow: auto; border-radius: 4px;
    border: 1px solid var(--jp-border-color2);}
.cchc-scroll th {position: sticky; top: 0; background: var(--jp-layout-color1);}
.cchc-muted {color: var(--jp-ui-font-color2); font-size: 13px;}
.cchc-panel a.cchc-link {color: var(--jp-content-link-color); text-decoration: underline;}
.cchc-command code {background: var(--jp-layout-color2); padding: 2px 6px; border-radius: 3px;
    color: var(--jp-ui-font-color1); font-family: var(--jp-code-font-family);}
.cchc-bar {display: inline-block; width: 110px; height: 9px; border-radius: 5px; overflow: hidden;
    background: var(--jp-layout-color3); vertical-align: middle; margin-right: 8px;}
.cchc-bar i {display: block; height: 100%; background: #1b6ca8;}
.cchc-chip {display: inline-block; padding: 0 8px; border-radius: 9px; font-size: 12px; white-space: nowrap;
    color: #fff; background: #5c6b7a;}
.cchc-chip.error {background: #b3261e;} .cchc-chip.warning {background: #8a5a00;}
.cchc-cards {display: flex; gap: 12px; margin: 6px 0;}
.cchc-card {flex: 1; padding: 8px 14px; border: 1px solid var(--jp-border-color2); border-radius: 6px;
    color: var(--jp-ui-font-color1);}
.cchc-card b {display: block; font-size: 21px;}
.cchc-notice {padding: 8px 12px; border-radius: 4px; border-left: 4px solid #b3261e; white-space: pre-wrap;
    background: var(--jp-layout-color2); color: var(--jp-ui-font-color1);}
.cchc-notice.good {border-left-color: #2e7d32;}
.cchc-log {margin: 0; max-height: 260px; overflow: auto; white-space: pre-wrap; font-size: 12px;
    font-family: var(--jp-code-font-family); color: var(--jp-ui-font-color1);}
.cchc-panel a.cchc-button {display: inline-block; padding: 5px 14px; margin-right: 8px; border-radius: 3px;
    color: #fff; background: #1b6ca8; text-decoration: none;}
.cchc-panel .jupyter-button {flex: 0 0 auto;}
.cchc-panel .jupyter-widget-tab > .lm-TabBar .lm-TabBar-tab {flex: 0 0 auto; min-width: 0; padding: 0 12px;}
.cchc-panel .jupyter-widget-tab > .lm-TabBar > .lm-TabBar-content {flex-wrap: wrap;}
</style>"""
CHIPS = {Severity.ERROR.value: "error", Severity.WARNING.value: "warning"}
# More would make the page slow, and nobody reads them at once.
MOST_ROWS = 200
NOTHING_LEFT = "Không còn việc gì."
NOTHING_FOUND = "Không có điều nào."


def head(text: str) -> str:
    """A small heading."""
    return f"<h3>{escape(text)}</h3>"


def muted(text: str) -> str:
    """A word of explanation."""
    return f'<div class="cchc-muted">{escape(text)}</div>'


def command_line(typed: str) -> str:
    """The command that a button runs."""
    return f'<span class="cchc-command cchc-muted">Lệnh: <code>{escape(typed)}</code></span>'


def notice(text: str, *, good: bool = False) -> str:
    """What went wrong, or right; nothing for no text."""
    return f'<div class="cchc-notice{" good" if good else ""}">{escape(text)}</div>' if text else ""


def log(lines: Iterable[str]) -> str:
    """What the command printed."""
    return f'<pre class="cchc-log">{escape(chr(10).join(lines))}</pre>'


def checklist_cards(found: Checklist) -> str:
    """What is missing, in three numbers."""
    cards = [
        (f"{found.filled}/{found.asked}", "chỉ tiêu có số liệu"),
        (str(len(found.owing)), "nơi còn nợ số liệu"),
        (str(len(found.tasks)), "việc còn phải làm"),
    ]
    listed = "".join(f'<div class="cchc-card"><b>{number}</b>{name}</div>' for number, name in cards)
    return f'<div class="cchc-cards">{listed}</div>'


def sections_table(sections: Sequence[SectionRow]) -> str:
    """How far each section is."""
    rows = (
        f"<tr><td>{escape(s.title)}</td><td>{_bar(s.filled, s.asked)}</td>"
        f"<td>{escape(s.left or 'xong')}</td></tr>"
        for s in sections
    )
    return _table(("Phần", "Có số liệu", "Còn phải làm"), rows)


def suppliers_table(suppliers: Sequence[SupplierRow], *, forms: bool) -> str:
    """Who owes how much."""
    rows = (
        f'<tr><td>{escape(s.name)}</td><td class="number">{s.owed}</td>'
        f"<td>{_bar(s.asked - s.owed, s.asked)}</td>"
        + (f"<td>{'đã gửi, còn thiếu' if s.sent_form else 'chưa gửi'}</td>" if forms else "")
        + "</tr>"
        for s in suppliers
    )
    titles = ("Cơ quan, đơn vị", "Còn nợ", "Đã có", *(("Biểu",) if forms else ()))
    return _table(titles, rows)


def tasks_table(tasks: Sequence[TaskRow]) -> str:
    """Each thing to do, with the place to do it."""
    if not tasks:
        return muted(NOTHING_LEFT)
    rows = (
        f"<tr><td>{escape(t.state)}</td><td>{escape(t.text)}</td><td>{escape(t.owner)}</td>"
        f'<td class="place">{file_link(t.file, t.row)}</td></tr>'
        for t in tasks[:MOST_ROWS]
    )
    return _table(("Việc", "Nội dung", "Nơi cung cấp", "Mở"), rows) + _and_more(len(tasks))


def findings_table(findings: Sequence[FoundRow]) -> str:
    """Each finding, with a link to its row."""
    if not findings:
        return muted(NOTHING_FOUND)
    rows = (
        f'<tr><td><span class="cchc-chip {CHIPS.get(f.severity, "")}">{_in_words(f.severity)}</span></td>'
        f"<td>{escape(f.text)}{_accepted(f)}</td>"
        f'<td class="place">{file_link(f.file, f.row)}</td></tr>'
        for f in findings[:MOST_ROWS]
    )
    return _table(("Mức", "Điều phát hiện", "Mở"), rows) + _and_more(len(findings))


def _accepted(found: FoundRow) -> str:
    return muted(f"Đã giải trình: {found.accepted}") if found.accepted else ""


def _in_words(severity: str) -> str:
    return escape(severity[:1] + severity[1:].lower())


def _and_more(count: int) -> str:
    return (
        muted(f"… và {count - MOST_ROWS} dòng nữa: làm xong các dòng trên rồi xem lại.")
        if count > MOST_ROWS
        else ""
    )


def _bar(done: int, asked: int) -> str:
    if not asked:
        return "–"
    return f'<span class="cchc-bar"><i style="width: {100 * done // asked}%"></i></span>{done}/{asked}'


def _table(titles: Iterable[str], rows: Iterable[str]) -> str:
    top = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = f"<thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="cchc-scroll"><table>{body}</table></div>'
