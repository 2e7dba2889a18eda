"""Tables of figures (kind `bang`) and of units, with totals (kind `bang_don_vi`)."""

from collections.abc import Sequence

import pandas as pd

from cchc.inputs.exhibits import Exhibit
from cchc.notebook.exhibits.drawn import Drawn, labels, ordered
from cchc.notebook.frames import Codes, Frames
from cchc.notebook.tables import NOTHING, column_titles

# Columns of a frame by their titles.
USUAL = {"name": "Chỉ tiêu", "unit": "Đơn vị", "text": "Số liệu", "window": "Kỳ số liệu"}
UNIT, WHOLE = "Đơn vị", "Toàn địa phương"


def figures_frame(frames: Frames, codes: Codes, so_sanh: Sequence[str]) -> pd.DataFrame:
    """The usual table: indicator, unit, figure, window; what they are compared with besides."""
    columns = dict(USUAL)
    for name in so_sanh:
        columns |= column_titles(name, frames.workbook, frames.periods)
    frame = frames.make(codes, so_sanh)
    if frame["window"].nunique() == 1:
        # The source line says it for all of them.
        del columns["window"]
    return frame[list(columns)].rename(columns=columns)


def unit_table(bang: pd.DataFrame, tong: pd.DataFrame | None = None) -> pd.DataFrame:
    """Xếp số liệu của các đơn vị thành bảng: mỗi đơn vị một dòng, mỗi chỉ tiêu một cột, dòng cuối là tổng.

    Ví dụ:
        ma = ["tthc.ho_so.tiep_nhan", "tthc.ho_so.dung_han"]
        bang = unit_table(muc.frame(*ma, theo="don_vi"), muc.frame(*ma))
        muc.table(bang, id="don-vi", title="Hồ sơ theo đơn vị trong {{ ky_bao_cao }}")

    Tham số:
        bang: bảng do `muc.frame(…, theo="don_vi")` trả về.
        tong: bảng do `muc.frame(…)` trả về với cùng các mã, làm dòng cuối: tỷ lệ chung tính từ số đếm, không
            phải trung bình của các đơn vị.

    Trả về: bảng để đưa cho `muc.table`; ô của đơn vị không có chỉ tiêu ấy ghi “–”.
    """
    units = dict(zip(bang["agency"], bang["agency_name"], strict=True))
    columns: dict[str, list[object]] = {UNIT: list(units.values())}
    for code, title in dict(zip(bang["code"], bang["indicator"], strict=True)).items():
        own = bang[bang["code"] == code]
        texts = dict(zip(own["agency"], own["text"], strict=True))
        columns[_titled(title, own["unit"].iloc[0])] = [texts.get(unit, NOTHING) for unit in units]
    if tong is not None:
        totals = dict(zip(tong["code"], tong["text"], strict=True))
        last = [WHOLE, *(totals.get(code, NOTHING) for code in dict.fromkeys(bang["code"]))]
        for cells, cell in zip(columns.values(), last, strict=True):
            cells.append(cell)
    return pd.DataFrame({title: pd.Series(cells, dtype=object) for title, cells in columns.items()})


def draw_figures(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The usual table of the declared codes."""
    codes = labels(exhibit.codes)
    return Drawn(frames.by_code(codes), table=figures_frame(frames, codes, exhibit.so_sanh))


def draw_units(exhibit: Exhibit, frames: Frames) -> Drawn:
    """The declared codes unit by unit, in the order of the catalogue or of the first code's values."""
    codes = labels(exhibit.codes)
    frame = frames.by_unit(codes)
    if exhibit.order != "nhu_ghi":
        first = frame[frame["code"] == next(iter(codes))].reset_index(drop=True)
        place = {unit: n for n, unit in enumerate(ordered(first, exhibit.order)["agency"])}
        places = frame["agency"].map(lambda unit: place.get(unit, len(place)))
        frame = frame.loc[places.sort_values(kind="stable").index]
    return Drawn(frame, table=unit_table(frame, frames.by_code(codes)))


def _titled(title: str, unit: str) -> str:
    return f"{title} ({unit})"
