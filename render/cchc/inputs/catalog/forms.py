"""Official forms: what each column means and which identities tie the columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, read_table, required
from cchc.base.findings import Finding, Severity
from cchc.base.formulas import Comparison, FormulaError, parse_comparison
from cchc.base.markdown import ascii_slug
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.catalog.relations import Relation

FILE = "data/catalog/forms.csv"
COLUMNS = ("form", "column", "identity", "meaning", "basis")
# An indicator's `form`: II.06a/VPCP/KSTT cột 3, or cột 8 + 9 for what is reported together.
FORM_COLUMN = re.compile(r"(?P<form>.+?) cột (?P<columns>\d+(?: \+ \d+)*)")
COLUMN = re.compile(r"c\d+(?:_\d+)*")


@dataclass(frozen=True)
class FormRow:
    """A column (`c3`) with its meaning, or an identity (`c3 == c4 + c5 + c6`)."""

    form: str
    column: str
    identity: Comparison | None
    meaning: str
    basis: str
    row: int


@dataclass(frozen=True)
class FormTable:
    """The indicators of one table of a form: code by column."""

    form: str
    parent: str
    columns: dict[str, str]


def load_forms(path: Path) -> tuple[tuple[FormRow, ...], list[Finding]]:
    """Read forms.csv: its rows in file order, and every problem met."""
    table = read_table(path, FILE, COLUMNS)
    rows = tuple(table.read_rows(_form_row))
    columns = {(row.form, row.column) for row in rows}
    usable = []
    for row in rows:
        codes = row.identity.codes if row.identity else ()
        unknown = [code for code in codes if (row.form, code) not in columns]
        usable += [] if unknown else [row]
        for code in unknown:
            table.problem(row.row, "bieu_mau.cot_la", f"Biểu {row.form} không có cột “{code}”.")
    return tuple(usable), table.findings


def form_tables(indicators: Iterable[Indicator]) -> list[FormTable]:
    """The tables that the indicators fill, each with a parent code and its columns."""
    tables: list[FormTable] = []
    placed = [(i, filled) for i in indicators if (filled := _form_column(i))]
    # Shallow codes first: tthc.ho_so.tiep_nhan opens the table that tthc.ho_so.tiep_nhan.truc_tuyen joins.
    for indicator, (form, column) in sorted(placed, key=lambda item: item[0].code.count(".")):
        parent = indicator.code.rpartition(".")[0]
        home = next(
            (
                table
                for table in reversed(tables)
                if table.form == form
                and f"{parent}.".startswith(f"{table.parent}.")
                and column not in table.columns
                and (parent == table.parent or parent in table.columns.values())
            ),
            None,
        )
        if home is None:
            home = FormTable(form, parent, {})
            tables.append(home)
        home.columns[column] = indicator.code
    return tables


def form_relations(forms: tuple[FormRow, ...], indicators: Mapping[str, Indicator]) -> list[Relation]:
    """The forms' identities, written out over the indicators that fill the columns."""
    return [
        _relation(row, row.identity, table.columns)
        for table in form_tables(indicators.values())
        for row in forms
        if row.form == table.form and row.identity and table.columns.keys() >= set(row.identity.codes)
    ]


def unknown_forms(forms: tuple[FormRow, ...], indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A warning for each indicator that names a form or column not in forms.csv."""
    known = {(row.form, row.column) for row in forms}
    for indicator in indicators.values():
        if indicator.form and _form_column(indicator) not in known:
            explanation = (
                f"“{indicator.code}” ghi biểu “{indicator.form}”, data/catalog/forms.csv không có cột này: "
                "các đẳng thức của biểu không được đối chiếu. Viết theo mẫu “II.06a/VPCP/KSTT cột 3”."
            )
            yield Finding(
                Severity.WARNING,
                "bieu_mau.cot_la",
                explanation,
                "data/catalog/indicators.csv",
                indicator.row,
                indicator.section,
                (indicator.code,),
                found=indicator.form,
            )


def _form_row(row: Row) -> FormRow:
    identity = None
    if bool(row["column"]) == bool(row["identity"]):
        raise CellError("Mỗi dòng ghi hoặc một cột (column) hoặc một đẳng thức (identity).")
    if row["column"] and not COLUMN.fullmatch(row["column"]):
        raise CellError(f"Cột “{row['column']}” phải viết như c3, hoặc c8_9 khi hai cột gộp làm một.")
    if row["identity"]:
        try:
            identity = parse_comparison(row["identity"])
        except FormulaError as error:
            raise CellError(f"Đẳng thức “{row['identity']}” {error}") from None
    return FormRow(required(row, "form"), row["column"], identity, row["meaning"], row["basis"], row.number)


def _form_column(indicator: Indicator) -> tuple[str, str] | None:
    """The form and the column that the indicator fills."""
    match = FORM_COLUMN.fullmatch(indicator.form)
    if match is None:
        return None
    return match["form"], "c" + "_".join(re.findall(r"\d+", match["columns"]))


def _relation(row: FormRow, identity: Comparison, filled: Mapping[str, str]) -> Relation:
    text = f"{identity.left.text} {identity.operator} {identity.right.text}"
    expression = COLUMN.sub(lambda match: filled[match[0]], text)
    form, columns = ascii_slug(row.form).replace("-", "_"), "_".join(identity.codes)
    return Relation(
        id=f"bieu_mau.{form}.{columns}",
        kind="identity" if identity.operator == "==" else "bound",
        comparison=parse_comparison(expression),
        severity=Severity.ERROR,
        explanation=f"{row.meaning} (biểu {row.form})",
        basis=row.basis,
        valid_from=None,
        valid_to=None,
        file=FILE,
        row=row.row,
    )
