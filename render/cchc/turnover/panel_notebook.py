"""The panel's notebook, the same in every workspace."""

from cchc.base.installation import SKELETON
from cchc.base.scaffold import ScaffoldError
from cchc.base.system_errors import reason
from cchc.inputs.workspace import Workspace


def panel_notebook() -> str:
    """Its text (ScaffoldError where the installation is not whole)."""
    path = Workspace(SKELETON).panel
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ScaffoldError(
            f"Không đọc được “{path.name}” đi kèm chương trình: {reason(error)}. Cài lại chương trình."
        ) from None
