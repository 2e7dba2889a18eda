"""The functions that narrative, titles and notes call to print figures and citations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cchc.base.findings import ReportError
from cchc.base.markdown import ascii_slug, escape, missing_span, number_span, phrase_span
from cchc.base.numbers import SCALES, Verdict, format_count, format_number, format_rate, format_scaled, judge
from cchc.inputs.catalog.targets import target_of
from cchc.inputs.documents import Document
from cchc.inputs.narrative import CLASS, LABEL
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import template_function
from cchc.values.comparison import compare, target_phrase
from cchc.values.earlier import BASES, TARGET, Base, earlier_of, with_window
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.units import by_unit, keeping, leading
from cchc.values.values import UnknownCodeError, Value, Values

MISSING = "[chưa có số liệu]"
# “chưa có số liệu”, “chưa có mục tiêu”: the words of a phrase that stand out.
NOTHING_YET = 4
TARGETS = "data/catalog/targets.csv"
# Units that are equal are named one by one up to this number.
MOST_NAMED = 3
KEEPING = {"dat": True, "chua_dat": False}


class PrintError(ReportError):
    """A template asks for something that cannot be printed; the text is Vietnamese."""


@dataclass(frozen=True)
class Sources:
    """What printing draws on: the period's workbook, its values, earlier periods, first mentions."""

    workbook: Workbook
    values: Values
    base: Callable[[], Base | None]
    # Section and place where the report first names each document.
    first_mentions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    # A period asked for by name, `ky_truoc` or `cung_ky`.
    named_base: Callable[[str], Base | None] = lambda _: None


@dataclass
class Printer:
    """Prints figures and footnotes at one place of a section, and records each.

    `render_note` runs the template of a document's note with this printer.
    """

    sources: Sources
    section: str
    place: str
    render_note: Callable[["Printer", Document], str]
    figures: list[PrintedFigure] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    notes_allowed: bool = True
    # Titles and headings name a document by type and number.
    in_title: bool = False
    # The documents named here so far, in the order of reading.
    mentioned: dict[str, None] = field(default_factory=dict)

    @template_function(
        "indicator",
        'so("mã")',
        'so("mã", thang="triệu")',
        'so("mã", don_vi="mã đơn vị")',
        prints="3.133.520; 5,6 triệu; số của một đơn vị",
        figure=True,
    )
    def so(self, code: str, don_vi: str = "", thang: str = "") -> str:
        """A count or amount: 3.133.520; `thang="triệu"` prints 5,6 triệu."""
        value = self._value(code, don_vi)
        if value.indicator.kind == "rate":
            raise PrintError(f"“{code}” là tỷ lệ: dùng ty_le() thay cho so().")
        if thang and thang not in SCALES:
            raise PrintError(f"Thang “{thang}” không có; dùng một trong: {', '.join(SCALES)}.")
        return self._print(value, lambda number: self.format(value, number, thang))

    @template_function(
        "indicator",
        'ty_le("mã")',
        'ty_le("mã", don_vi="mã đơn vị")',
        prints="10,07%; tỷ lệ của một đơn vị",
        figure=True,
    )
    def ty_le(self, code: str, don_vi: str = "") -> str:
        """A rate: 10,07%; where the source states another, a footnote says so."""
        value = self._value(code, don_vi)
        if value.indicator.kind != "rate":
            raise PrintError(f"“{code}” không phải tỷ lệ: dùng so() thay cho ty_le().")
        text = self._print(value, lambda number: self.format(value, number))
        return text + self._stated_otherwise(value)

    @template_function("indicator", 'ky("mã")', prints="ngày 16/12/2019 đến ngày 15/3/2020")
    def ky(self, code: str, don_vi: str = "") -> str:
        """The figure's window in words: ngày 16/12/2019 đến ngày 15/3/2020."""
        window = self._value(code, don_vi).window
        stated = window if window.stated else self.sources.workbook.default_window
        return stated.in_words(self.sources.workbook.house_style.date_style)

    @template_function("indicator", 'ten("mã")', prints="tên chỉ tiêu")
    def ten(self, code: str) -> str:
        """The indicator's name."""
        return escape(self._value(code, "").indicator.name)

    @template_function(
        "indicator", 'lon_nhat("mã", …)', prints="tên chỉ tiêu có giá trị lớn nhất", several=True
    )
    def lon_nhat(self, *codes: str) -> str:
        """The name of the indicator with the largest value, so that a title stays true."""
        values = [self._value(code, "") for code in codes]
        known = [value for value in values if value.value is not None]
        for value in values:
            if value.value is None:
                # The largest of the others need not be the largest.
                self.record(value, MISSING)
        if not known:
            return missing_span(MISSING)
        return escape(max(known, key=lambda value: value.value or Decimal(0)).indicator.name)

    @template_function(
        "indicator",
        'dung_dau("mã")',
        'dung_dau("mã", so=False)',
        prints="đơn vị tốt nhất và số của đơn vị ấy: Quận 1 (98,50%); `so=False` chỉ in tên",
        figure=True,
    )
    def dung_dau(self, code: str, so: bool = True) -> str:
        """The unit with the best value of the indicator, by its direction, and that value."""
        return self._at_the_end(code, with_figure=so, last=False)

    @template_function(
        "indicator",
        'dung_cuoi("mã")',
        'dung_cuoi("mã", so=False)',
        prints="đơn vị kém nhất, in như `dung_dau`",
        figure=True,
    )
    def dung_cuoi(self, code: str, so: bool = True) -> str:
        """The unit with the worst value, likewise."""
        return self._at_the_end(code, with_figure=so, last=True)

    @template_function(
        "indicator",
        'so_don_vi("mã")',
        'so_don_vi("mã", muc_tieu="chua_dat")',
        prints="số đơn vị có số liệu: 34; `muc_tieu`: số đơn vị `dat`, `chua_dat` mục tiêu năm",
        figure=True,
    )
    def so_don_vi(self, code: str, muc_tieu: str = "") -> str:
        """How many units have a figure; with `muc_tieu` how many of them meet the target, or do not."""
        if muc_tieu and muc_tieu not in KEEPING:
            raise PrintError(f"muc_tieu “{muc_tieu}” không có; dùng một trong: {', '.join(KEEPING)}.")
        whole, found = self._value(code, ""), self._of_units(code)
        workbook = self.sources.workbook
        target = target_of(workbook.targets, code, workbook.period.year)
        if muc_tieu and target is None:
            return self._gap(whole, target_phrase(whole, None, workbook.period.year), TARGETS)
        if not found:
            return self._print(replace(whole, value=None, origin="missing"), str)
        if muc_tieu and target is not None:
            found = keeping(found, target, met=KEEPING[muc_tieu])
        padded = workbook.house_style.leading_zero
        count = format_count(Decimal(len(found)), leading_zero=padded)
        return self._phrase(whole, count, counts_units=True)

    def _of_units(self, code: str) -> list[Value]:
        """The units' known values; the others are recorded: the best, or the worst, might be among them."""
        found = by_unit(self.sources.values, code)
        for value in found:
            if value.value is None:
                self.record(value, MISSING)
        return [value for value in found if value.value is not None]

    def _at_the_end(self, code: str, *, with_figure: bool, last: bool) -> str:
        whole, found = self._value(code, ""), self._of_units(code)
        if not found:
            return self._print(replace(whole, value=None, origin="missing"), str)
        first, *equal = leading(found, last=last)
        agencies = self.sources.workbook.agencies
        names = ", ".join(escape(agencies[value.agency].name) for value in (first, *equal))
        if 1 + len(equal) > MOST_NAMED:
            names = f"{self._phrase(whole, format_count(Decimal(1 + len(equal))))} đơn vị"
        if not with_figure:
            return names
        figure = self._print(first, lambda number: self.format(first, number))
        return f"{names} ({'cùng ' if equal else ''}{figure})"

    @template_function(
        "indicator",
        'so_sanh("mã")',
        'so_sanh("mã", voi="ky_truoc")',
        prints="tăng 1.204 hồ sơ (5,10%) so với …; `voi`: `ky_truoc`, `cung_ky` (năm trước), `muc_tieu`",
        figure=True,
    )
    def so_sanh(self, code: str, don_vi: str = "", voi: str = "") -> str:
        """A whole phrase that picks its own verb: tăng 1.204 hồ sơ (5,10%) so với …

        `voi` names what to compare with (BASES); left empty, the same period a year before, else the
        one just before.
        """
        if voi and voi not in BASES:
            raise PrintError(f"So sánh với “{voi}” không có; dùng một trong: {', '.join(BASES)}.")
        workbook = self.sources.workbook
        current = with_window(self._value(code, don_vi), workbook)
        if current.value is None:
            return self._print(current, str)
        if voi == TARGET:
            target = target_of(workbook.targets, code, workbook.period.year) if not don_vi else None
            phrase = target_phrase(current, target, workbook.period.year)
            return self._phrase(current, phrase) if target else self._gap(current, phrase, TARGETS)
        base = self.sources.named_base(voi) if voi else self.sources.base()
        earlier = earlier_of(workbook, current, base)
        style = workbook.house_style
        phrase = compare(
            current,
            earlier.value,
            base.label if base else "",
            leading_zero=style.leading_zero,
            dates=style.date_style,
            remark=earlier.remark,
        )
        if not earlier.known:
            return self._gap(earlier.value, phrase, base.file if base else "")
        return self._phrase(current, phrase)

    def _gap(self, wanted: Value, phrase: str, file: str) -> str:
        """A phrase that says there is nothing to compare with, its first words marked as a figure missing."""
        self.record(replace(wanted, value=None, origin="missing"), phrase, earlier=True, file=file)
        words = phrase.split(" ")
        return f"{missing_span(' '.join(words[:NOTHING_YET]))} {escape(' '.join(words[NOTHING_YET:]))}"

    def _phrase(self, current: Value, phrase: str, *, counts_units: bool = False) -> str:
        self.record(current, phrase, counts_units=counts_units)
        return phrase_span(escape(phrase), current.indicator.code, current.agency)

    @template_function(
        "document",
        'cc("văn bản", …)',
        prints="một chú thích chân trang, lấy từ `documents.csv`",
        several=True,
    )
    def cc(self, *ids: str, day_du: bool | None = None) -> str:
        """One footnote that cites the documents, in full unless the house style has them cited before."""
        if not self.notes_allowed:
            raise PrintError("Không đặt chú thích ở đây; dùng vb() để nhắc tên văn bản.")
        if not ids:
            raise PrintError("cc() cần ít nhất một mã văn bản.")
        cited = [self._cited(identifier, day_du) for identifier in ids]
        return self._footnote("-".join(ids), "; ".join([*map(_unended, cited[:-1]), cited[-1]]))

    @template_function(
        "document",
        'vb("văn bản")',
        prints="văn bản nhắc trong câu: đầy đủ ở lần đầu, gọn từ lần sau (Nghị định số 61/2018/NĐ-CP); "
        "`day_du=True` hoặc `False` để chọn lấy",
    )
    def vb(self, identifier: str, day_du: bool | None = None) -> str:
        """A document named in the sentence, short or (day_du=True) with date, issuer and title.

        Left open, the house style decides: in full at the first mention, or always short.
        """
        document = self._document(identifier)
        if self._in_full(identifier, day_du, otherwise=False, title=self.in_title):
            return document.full_citation(self.sources.workbook.house_style.date_style)
        return document.short_citation()

    @template_function("document", 'web("văn bản")', prints="địa chỉ trang web")
    def web(self, identifier: str) -> str:
        """A bare web address."""
        document = self._document(identifier)
        if not document.url:
            raise PrintError(f"Văn bản “{identifier}” không có địa chỉ (url).")
        return document.web_address()

    @template_function(
        "words",
        'can_sua("lý do")',
        prints="dấu của một câu mang từ kỳ trước sang, cần viết lại; bản chính thức từ chối khi còn dấu",
    )
    def can_sua(self, ly_do: str = "") -> str:
        """The label of a sentence carried over from the period before and not yet renewed."""
        return escape(f"[{LABEL}: {ly_do}]" if ly_do else f"[{LABEL}]")

    def format(self, value: Value, number: Decimal, scale: str = "") -> str:
        """The printed form of a number of this value's indicator."""
        indicator = value.indicator
        match indicator.kind:
            case "rate":
                return format_rate(number, indicator.decimals)
            case "amount":
                return format_scaled(number, scale) if scale else format_number(number, indicator.decimals)
            case _:
                if scale:
                    return format_scaled(number, scale)
                padded = self.sources.workbook.house_style.leading_zero
                return format_count(number, indicator.decimals, leading_zero=padded)

    def text(self, value: Value) -> str:
        """The figure as plain text."""
        return MISSING if value.value is None else self.format(value, value.value)

    def _print(self, value: Value, to_text: Callable[[Decimal], str]) -> str:
        if value.value is None:
            self.record(value, MISSING)
            return missing_span(MISSING)
        text = to_text(value.value)
        self.record(value, text)
        return number_span(text, value.indicator.code, value.agency)

    def record(
        self, value: Value, text: str, *, earlier: bool = False, file: str = "", counts_units: bool = False
    ) -> None:
        """Record a figure printed here; `earlier` for one of another period, `file` where it should stand."""
        at = {"section": self.section, "place": self.place, "file": file}
        self.figures.append(printed(value, text, **at, earlier=earlier, counts_units=counts_units))

    def _stated_otherwise(self, value: Value) -> str:
        number = value.stated.value if value.stated else None
        if not self.notes_allowed or value.value is None or number is None:
            return ""
        verdict = judge(number, value.value, rate=value.indicator.kind == "rate")
        if verdict is Verdict.ROUNDED:
            return ""
        stated = format_rate(number, value.indicator.decimals)
        span = number_span(stated, value.indicator.code, value.agency)
        self.record(value, stated)
        reason = f"Số liệu gốc ghi {span} ({verdict}); tỷ lệ trong báo cáo được tính lại từ số đếm."
        return self._footnote(f"tinh-lai-{value.indicator.code.replace('.', '-').replace('_', '-')}", reason)

    def _footnote(self, name: str, text: str) -> str:
        stem = "-".join(filter(None, [self.section.replace("_", "-"), ascii_slug(self.place), name]))
        identifier, n = stem, 1
        while identifier in self.notes:
            n += 1
            identifier = f"{stem}-{n}"
        ended = text.removesuffix(f"]{{.{CLASS}}}").endswith((".", "!", "?", "…"))
        self.notes[identifier] = text if ended else f"{text}."
        return f"[^{identifier}]"

    def _in_full(self, identifier: str, asked: bool | None, *, otherwise: bool, title: bool = False) -> bool:
        """Whether to cite in full: as asked, else by the house style; records the mention."""
        if asked is False or (asked is None and title):
            return False
        first = identifier not in self.mentioned
        self.mentioned[identifier] = None
        if asked:
            return True
        if not self.sources.workbook.house_style.first_mention:
            return otherwise
        return first and self.sources.first_mentions.get(identifier) == (self.section, self.place)

    def _cited(self, identifier: str, asked: bool | None) -> str:
        document = self._document(identifier)
        # What the note names comes after the document itself.
        in_full = self._in_full(identifier, asked, otherwise=True)
        self.notes_allowed = False
        try:
            note = self.render_note(self, document)
        finally:
            self.notes_allowed = True
        return document.footnote(note, self.sources.workbook.house_style.date_style, in_full=in_full)

    def _value(self, code: str, agency: str) -> Value:
        try:
            return self.sources.values.get(code, agency)
        except UnknownCodeError as error:
            raise PrintError(str(error)) from None

    def _document(self, identifier: str) -> Document:
        document = self.sources.workbook.documents.get(identifier)
        if document is None:
            raise PrintError(f"Văn bản “{identifier}” không có trong documents.csv.")
        return document


def _unended(text: str) -> str:
    """Without its full stop: another document follows in the footnote."""
    return text.removesuffix(".")
