"""An official form filled in: one row for each of its tables, one column for each of its columns."""

from collections.abc import Mapping

import pandas as pd

from cchc.inputs.catalog.forms import form_tables, load_forms
from cchc.notebook.section import Section

# What the first column is called, where rows have names.
ROWS = "Cấp"


def form_frame(section: Section, form: str, rows: Mapping[str, str]) -> pd.DataFrame:
    """Lập bảng theo các cột của một biểu chính thức, mỗi nhóm chỉ tiêu một hàng.

    Ví dụ:
        ho_so = form_frame(muc, "II.06a/VPCP/KSTT", {"tthc.ho_so": "Toàn địa phương"})
        if len(ho_so):
            muc.table(ho_so, id="ho-so-theo-bieu", title="Tiếp nhận, giải quyết hồ sơ")

    Tham số:
        form: tên biểu, như ở `data/catalog/forms.csv`.
        rows: {đầu mã của các chỉ tiêu trong hàng: tên hàng}, theo thứ tự in.

    Trả về: bảng có cột Cấp rồi các cột của biểu; hàng, cột chưa có số liệu nào thì bỏ. Không hàng nào nếu
    danh mục không có chỉ tiêu của biểu, hoặc chưa có số liệu.
    """
    path = section.workbook.workspace.catalog / "forms.csv"
    forms = load_forms(path)[0] if path.exists() else ()
    meanings = {row.column: row.meaning for row in forms if row.form == form and row.column}
    tables = {
        table.parent: {column: code for column, code in table.columns.items() if column in meanings}
        for table in form_tables(section.workbook.indicators.values())
        if table.form == form
    }
    named = {
        name: section.frame({code: meanings[column] for column, code in tables[parent].items()})
        for parent, name in rows.items()
        if parent in tables
    }
    filled = {name: frame for name, frame in named.items() if frame["value"].notna().any()}
    known = {name for frame in filled.values() for name in frame.loc[frame["value"].notna(), "name"]}
    records = [
        {ROWS: name} | dict(zip(frame["name"], frame["text"], strict=True)) for name, frame in filled.items()
    ]
    shown = [meaning for meaning in meanings.values() if meaning in known]
    return pd.DataFrame(records, columns=[ROWS, *shown], dtype=object)
