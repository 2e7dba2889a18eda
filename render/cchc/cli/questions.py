"""`cchc add indicator` on a terminal: what was not given as an option is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from cchc.base.period import Period
from cchc.inputs.workspace import Workspace

# What cannot be done without, as messages call it.
NEEDED = {
    "name": "tên (--ten)",
    "unit": "đơn vị tính (--don-vi-tinh)",
    "definition": "định nghĩa (--dinh-nghia)",
}
CODE = "mã, hoặc phần (--phan)"
DEFAULTS: Mapping[str, Any] = {"kind": "count", "direction": "none"}
RATE_DECIMALS = 2


@dataclass(frozen=True)
class Asked:
    """What is known of the new indicator so far; None where it was neither given nor asked."""

    given: Mapping[str, Any]

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Asked":
        """The options of the command; lists are written with commas or spaces."""
        lists = {name: _words(options[name]) for name in ("levels", "beside") if options[name] is not None}
        return cls({**options, **lists})

    @property
    def lacking(self) -> list[str]:
        """What is needed and not known."""
        code = [] if self.given["code"] or self.given["section"] else [CODE]
        return code + [words for name, words in NEEDED.items() if not self.given[name]]

    def with_code(self, place: Workspace) -> "Asked":
        """A code proposed from the name where there is none (ReportError)."""
        return self if self.given["code"] else self.answered(code=_proposed(place, self))

    def answered(self, **answers: Any) -> "Asked":
        """With these answers."""
        return Asked({**self.given, **answers})

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of NewIndicator that are known."""
        known = {
            name: value for name, value in {**DEFAULTS, **_known(self.given)}.items() if name != "section"
        }
        known.setdefault("decimals", RATE_DECIMALS if known["kind"] == "rate" else 0)
        return known


def ask_indicator(place: Workspace, period: Period, asked: Asked) -> Asked:
    """Everything that was not given, question by question (ReportError, click.Abort)."""
    questions = _Questions(place, asked)
    questions.ask_what_it_is()
    questions.ask_how_it_is_counted()
    questions.ask_where_it_comes_from()
    questions.ask_where_it_stands(period)
    return questions.asked


class _Questions:
    """The questions in their order, and what is known after each."""

    def __init__(self, place: Workspace, asked: Asked) -> None:
        from cchc.inputs.catalog.indicators import load_indicators

        self.asked = asked
        self._place = place
        self._codes = load_indicators(place.catalog / "indicators.csv")[0]

    def ask_what_it_is(self) -> None:
        """Name, code, unit."""
        from cchc.turnover.names.known_names import sections_of

        self._ask("name", "Tên chỉ tiêu")
        if not self.asked.given["code"]:
            sections = sections_of(self._place)
            self._ask("section", f"Thuộc phần nào ({', '.join(sections)})", None, one_of(sections))
            self._ask("code", "Mã", _proposed(self._place, self.asked))
        self._ask("unit", "Đơn vị tính (hồ sơ, văn bản, %, …)")

    def ask_how_it_is_counted(self) -> None:
        """Kind, decimals, direction, definition, and the two counts that a rate is of."""
        from cchc.inputs.catalog.indicators import DIRECTIONS, KINDS, MOST_DECIMALS, PERCENT

        usual = "rate" if self.asked.given["unit"] == PERCENT else "count"
        self._ask("kind", "Loại: count (số đếm), rate (tỷ lệ), amount (số tiền)", usual, one_of(KINDS))
        if self.asked.given["decimals"] is None:
            digits = one_of([str(number) for number in range(MOST_DECIMALS + 1)])
            self._know(
                decimals=int(ask("Số chữ số thập phân", RATE_DECIMALS if self._is_rate else 0, digits))
            )
        words = "Chiều tốt: higher (cao), lower (thấp), none (không)"
        self._ask("direction", words, DEFAULTS["direction"], one_of(DIRECTIONS))
        self._ask("definition", "Định nghĩa: đếm gì, trên cái gì")
        if self._is_rate and not self.asked.given["rate_of"] and yes("Tính từ hai số đã có trong danh mục"):
            part = ask("Mã của phần", None, self._known_code)
            self._know(rate_of=(part, ask("Mã của tổng", None, self._known_code)))

    def ask_where_it_comes_from(self) -> None:
        """Who supplies it, unit by unit or not, and the total that it is a part of."""
        from cchc.inputs.catalog.agencies import LEVELS

        if self.asked.given["rate_of"]:
            return
        self._ask("source", "Nơi cung cấp số liệu")
        if self.asked.given["levels"] is None and yes("Từng đơn vị của một cấp báo số này"):
            self._know(levels=_words(ask(f"Những cấp nào ({', '.join(LEVELS)})", None, all_of(LEVELS))))
        if not self._is_rate and not self.asked.given["part_of"] and yes("Là một phần của một tổng đã có"):
            self._ask("part_of", "Mã của tổng", None, self._known_code)

    def ask_where_it_stands(self, period: Period) -> None:
        """A chart or table, a sentence, and the heading above them."""
        from cchc.inputs.exhibit_kinds import KINDS
        from cchc.inputs.narrative import load_narrative

        if not self.asked.given["exhibit"] and yes("Vẽ hình hay lập bảng"):
            kinds = "; ".join(f"{kind}: {rule.called}" for kind, rule in KINDS.items())
            self._ask("exhibit", f"Kiểu ({kinds})", "thanh", one_of(KINDS))
            if self.asked.given["beside"] is None and yes("Vẽ cùng những chỉ tiêu khác"):
                self._know(
                    beside=_words(ask("Mã của chúng, cách nhau bằng dấu phẩy", None, self._known_codes))
                )
        if not self.asked.given["sentence"]:
            self._know(sentence=yes("Thêm một câu vào lời văn"))
        if self.asked.given["exhibit"] or self.asked.given["sentence"]:
            path = self._place.narrative(period, self.asked.given["code"].partition(".")[0])
            keys = [key for key in load_narrative(path, self._place.relative(path)) if key]
            self._ask("heading", f"Dưới đề mục nào ({'; '.join(keys)})", None, one_of(keys))

    @property
    def _is_rate(self) -> bool:
        return bool(self.asked.given["kind"] == "rate")

    def _ask(
        self, name: str, words: str, default: Any = None, allowed: Callable[[str], str] | None = None
    ) -> None:
        if not self.asked.given[name]:
            self._know(**{name: ask(words, default, allowed)})

    def _know(self, **answers: Any) -> None:
        self.asked = self.asked.answered(**answers)

    def _known_code(self, text: str) -> str:
        return "" if text in self._codes else f"Không có chỉ tiêu “{text}” trong danh mục."

    def _known_codes(self, text: str) -> str:
        return next(filter(None, map(self._known_code, _words(text))), "")


def ask(words: str, default: Any = None, allowed: Callable[[str], str] | None = None) -> str:
    """One answer, asked for again until it is `allowed`: that says what is wrong with it, or nothing."""
    while True:
        answer = str(click.prompt(words, default=default, type=str)).strip()
        wrong = allowed(answer) if allowed else ""
        if answer and not wrong:
            return answer
        click.echo(f"  {wrong or 'Ghi một câu trả lời.'}")


def yes(words: str, *, default: bool = False) -> bool:
    """Whether it is so, asked in Vietnamese: `c` for yes, `k` for no."""
    return ask(f"{words} (c: có, k: không)", "c" if default else "k", one_of(("c", "k"))) == "c"


def one_of(choices: Any) -> Callable[[str], str]:
    """An answer among these."""
    return lambda text: "" if text in choices else f"Chọn một trong: {', '.join(choices)}."


def all_of(choices: Any) -> Callable[[str], str]:
    """An answer of several among these."""
    return lambda text: "" if set(_words(text)) <= set(choices) else f"Chỉ gồm: {', '.join(choices)}."


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _known(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None and value != ""}


def _proposed(place: Workspace, asked: Asked) -> str:
    from cchc.inputs.catalog.indicators import load_indicators
    from cchc.turnover.names.new_indicator import proposed_code

    codes = load_indicators(place.catalog / "indicators.csv")[0]
    return proposed_code(asked.given["section"], asked.given["name"], codes)
