"""Which engine runs."""

import shutil
from pathlib import Path

from cchc.publish.engine import Engine, PublishError


def choose_engine(name: str = "auto") -> Engine:
    """The engine of that name; `auto` takes Quarto where it is on PATH (PublishError)."""
    program = shutil.which("quarto")
    if name == "pandoc" or (name == "auto" and program is None):
        from cchc.publish.pandoc import PandocEngine

        return PandocEngine()
    if name not in {"auto", "quarto"}:
        raise PublishError(f"Không có bộ dựng “{name}”. Các bộ dựng: auto, quarto, pandoc.")
    if program is None:
        raise PublishError(
            "Máy này chưa có Quarto. Cài Quarto rồi chạy lại, hoặc dùng bộ dựng kèm sẵn: --engine pandoc."
        )
    # Loads what the embedded engine needs later, or not at all.
    from cchc.publish.quarto import QuartoEngine

    return QuartoEngine(Path(program))
