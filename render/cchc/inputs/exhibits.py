"""The charts and tables that a period shows: under which heading, which kind, which figures, which words.

exhibits.yml of the period where there is one, else the catalogue's; never both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, field_validator, model_validator

from cchc.base.findings import Finding, InputError
from cchc.base.period import Period
from cchc.base.yaml_files import YamlModel, read_yaml, rows_of_keys
from cchc.inputs.catalog.indicators import FAMILY
from cchc.inputs.exhibit_kinds import KINDS, OPTIONAL, ExhibitKind, KindRule
from cchc.inputs.workspace import Workspace

NAME = "exhibits.yml"
# The keys that lead to something in the file.
Place = tuple[int | str, ...]
Text = Annotated[str, Field(min_length=1)]

# What a bar is: what the chart is about, beside what it is seen, paler, good, bad, paler bad.
Tone = Literal["chinh", "nen", "nhat", "tot", "xau", "xau_nhat"]
Order = Literal["nhu_ghi", "giam", "tang"]
Scale = Literal["chung", "rieng"]
BaseName = Literal["ky_truoc", "cung_ky", "muc_tieu"]
EARLIER: tuple[BaseName, ...] = ("ky_truoc", "cung_ky")


class Line(YamlModel):
    """What is said of one code: its name in the exhibit, its tone, and what its bar is measured by.

    `whole` is the code of the total behind a part, `part` that of the count behind a rate, `goal` that of
    the planned value; `after` is the code at the end of whose bar this one begins.
    """

    label: Text | None = None
    tone: Tone | None = None
    part: Text | None = None
    whole: Text | None = None
    goal: Text | None = None
    after: Text | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The other codes that it names."""
        return tuple(filter(None, (self.part, self.whole, self.goal, self.after)))


def _line(item: object) -> object:
    """A text alone is a label, nothing at all the name of the catalogue."""
    return {} if item is None else {"label": item} if isinstance(item, str) else item


def _by_code(item: object) -> object:
    """A list of codes is short for codes of which nothing more is said."""
    if not isinstance(item, list) or not all(isinstance(code, str) for code in item):
        return item
    if twice := sorted({code for code in item if item.count(code) > 1}):
        raise ValueError(f"mã “{twice[0]}” có hai lần")
    return dict.fromkeys(item)


Lines = Annotated[dict[str, Annotated[Line, BeforeValidator(_line)]], BeforeValidator(_by_code)]


def _several(item: object) -> object:
    """One text is a list of one."""
    return (item,) if isinstance(item, str) else item


class Exhibit(YamlModel):
    """One chart or table; texts are templates, and what is not given is made from the finding.

    `also` are codes whose figures only the table behind a chart shows.
    """

    id: Text
    heading: str
    kind: ExhibitKind
    codes: Lines = Field(default_factory=dict)
    groups: dict[Text, Lines] = Field(default_factory=dict)
    title: Text | None = None
    alt: Text | None = None
    source: Text | None = None
    also: tuple[Text, ...] = ()
    so_sanh: Annotated[tuple[BaseName, ...], BeforeValidator(_several)] = ()
    order: Order = "nhu_ghi"
    scale: Scale | None = None
    theo: Literal["don_vi"] | None = None
    total: Text | None = None
    most: Annotated[int, Field(ge=2, le=60)] | None = None
    windows: bool = False
    wide: bool | None = None

    @field_validator("id")
    @classmethod
    def _goes_into_addresses(cls, name: str) -> str:
        if not (name.isascii() and name.replace("-", "").replace("_", "").isalnum() and name[0].isalnum()):
            raise ValueError(f"“{name}” chỉ được gồm chữ không dấu, chữ số và gạch nối, ví dụ “ho-so”")
        return name

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Exhibit":
        if wrong := next(_misfits(self), ""):
            raise ValueError(f"(“{self.id}”) {wrong}")
        return self

    @property
    def rule(self) -> KindRule:
        """What its kind takes."""
        return KINDS[self.kind]

    @property
    def is_chart(self) -> bool:
        """Whether it is a chart, not a table."""
        return self.rule.chart

    @property
    def prefix(self) -> str:
        """How its address begins."""
        return "hinh" if self.is_chart else "bang"

    @property
    def by_unit(self) -> bool:
        """Whether it shows figures unit by unit."""
        return self.rule.units or self.theo == "don_vi"

    @property
    def lines(self) -> dict[str, Line]:
        """Every code that it draws or lists, with what is said of it, groups one after the other."""
        return dict(pair for lines in (self.codes, *self.groups.values()) for pair in lines.items())

    @property
    def named(self) -> tuple[str, ...]:
        """Every code that it names, each once."""
        extra = (self.total, *self.also) if self.total else self.also
        behind = (code for line in self.lines.values() for code in line.named)
        return tuple(dict.fromkeys([*self.lines, *behind, *extra]))

    @property
    def templates(self) -> dict[tuple[str, ...], str]:
        """Its texts that are templates, by the keys that lead to them in its entry."""
        given = {"title": self.title, "alt": self.alt, "source": self.source}
        texts = {(name,): text for name, text in given.items() if text is not None}
        return texts | {("groups", title): title for title in self.groups}

    @property
    def places(self) -> list[tuple[str, ...]]:
        """The keys of its entry whose rows a message may name."""
        codes = [("codes", code) for code in self.codes]
        groups = [("groups", title, code) for title, lines in self.groups.items() for code in lines]
        return [("id",), ("heading",), ("total",), ("also",), *self.templates, *codes, *groups]


def _misfits(exhibit: Exhibit) -> Iterator[str]:
    rule, given = exhibit.rule, exhibit.model_fields_set
    name = f"kind “{exhibit.kind}” ({rule.called})"
    if wrong := sorted(field for field in OPTIONAL if field in given and field not in rule.takes):
        yield f"{name} không dùng mục “{wrong[0]}”"
    for code, line in exhibit.lines.items():
        if odd := sorted(line.model_fields_set - rule.lines):
            yield f"{name}: mã “{code}” không dùng mục “{odd[0]}”"
    if not rule.families and (
        family := next((code for code in exhibit.lines if code.endswith(FAMILY)), None)
    ):
        yield f"{name} cần từng mã, không nhận cả nhóm “{family}”"
    if exhibit.groups and exhibit.codes:
        yield "chỉ ghi codes hoặc groups, không ghi cả hai"
    if exhibit.groups and rule.groups == range(1):
        yield f"{name} dùng codes, không dùng groups"
    if exhibit.groups and len(exhibit.groups) not in rule.groups:
        yield f"{name} cần {_span(rule.groups)} nhóm, ở đây có {len(exhibit.groups)}"
    if not exhibit.groups and len(exhibit.codes) not in rule.codes:
        yield f"{name} cần {_span(rule.codes)} mã, ở đây có {len(exhibit.codes)}"
    if empty := next((title for title, lines in exhibit.groups.items() if not lines), None):
        yield f"nhóm “{empty}” không có mã nào"
    yield from (f"{name} {words}" for words in _OWN_RULES.get(exhibit.kind, _nothing)(exhibit))


def _nothing(_: Exhibit) -> Iterator[str]:
    return iter(())


def _of_two_series(exhibit: Exhibit) -> Iterator[str]:
    if exhibit.groups:
        if exhibit.so_sanh:
            yield "dùng groups hoặc so_sanh, không dùng cả hai"
        if len({len(lines) for lines in exhibit.groups.values()}) > 1:
            yield "cần hai nhóm có số mã bằng nhau"
    elif len(exhibit.so_sanh) != 1 or exhibit.so_sanh[0] not in EARLIER:
        yield f"cần hai nhóm (groups), hoặc so_sanh là một trong: {', '.join(EARLIER)}"


def _of_facets(exhibit: Exhibit) -> Iterator[str]:
    if exhibit.theo is None and not exhibit.groups:
        yield "cần groups, mỗi nhóm một ô, hoặc theo: don_vi, mỗi đơn vị một ô"
    if exhibit.theo is not None and exhibit.groups:
        yield "dùng groups hoặc theo: don_vi, không dùng cả hai"


def _of_bars(exhibit: Exhibit) -> Iterator[str]:
    for code, line in exhibit.codes.items():
        if line.after is not None and (line.after not in exhibit.codes or line.after == code):
            yield f"có after “{line.after}” không phải một mã khác của hình"
    if _goes_round({code: line.after for code, line in exhibit.codes.items()}):
        yield "có các after đi vòng"


def _goes_round(after: Mapping[str, str | None]) -> bool:
    for code in after:
        met, now = set[str](), after.get(code)
        while now is not None and now not in met:
            met.add(now)
            now = after.get(now)
        if now is not None:
            return True
    return False


_OWN_RULES: Mapping[str, Callable[[Exhibit], Iterator[str]]] = {
    "thanh": _of_bars,
    "hai_chuoi": _of_two_series,
    "nhieu_o": _of_facets,
}


def _span(numbers: range) -> str:
    least, most = numbers[0], numbers[-1]
    return str(least) if least == most else f"từ {least} đến {most}"


class _File(RootModel[dict[str, tuple[Exhibit, ...]]]):
    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_sections(cls, data: Any) -> Any:
        """A section of which every entry has been taken out is still there."""
        if isinstance(data, dict):
            return {key: () if entries is None else entries for key, entries in data.items()}
        return data


def exhibits_path(workspace: Workspace, period: Period) -> Path:
    """The file in force: the period's own, else the catalogue's."""
    own = workspace.data(period) / NAME
    return own if own.is_file() else workspace.catalog / NAME


def exhibit_rows(path: Path, exhibits: Mapping[str, Sequence[Exhibit]]) -> Mapping[Place, int]:
    """The rows of the file that they were read from: of each by section and place, of the keys within it."""
    places: list[Place] = [
        (section, n, *keys)
        for section, entries in exhibits.items()
        for n, exhibit in enumerate(entries)
        for keys in [(), *exhibit.places]
    ]
    rows = rows_of_keys(path.read_text(encoding="utf-8-sig"), places)
    return {place: row or 1 for place, row in zip(places, rows, strict=True)}


def load_exhibits(
    workspace: Workspace, period: Period
) -> tuple[dict[str, tuple[Exhibit, ...]], list[Finding]]:
    """The exhibits in force by section, none where no file is there, and every problem met."""
    path = exhibits_path(workspace, period)
    if not path.is_file():
        return {}, []
    try:
        return read_exhibits(path, workspace.relative(path)), []
    except InputError as error:
        return {}, list(error.findings)


def read_exhibits(path: Path, file: str) -> dict[str, tuple[Exhibit, ...]]:
    """What one file declares, by section (InputError)."""
    return read_yaml(path, file, _File).root
