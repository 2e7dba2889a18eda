"""The inputs as they were before they were read: whether a report is made of one state of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from cchc.reuse.files import digest_of, input_digests
from cchc.workspace import Workspace


@dataclass(frozen=True)
class Seen:
    """The digest of every input by its path in the workspace, at one moment."""

    workspace: Workspace
    digests: Mapping[str, str]

    @classmethod
    def now(cls, workspace: Workspace) -> "Seen":
        """As the files are now."""
        return cls(workspace, input_digests(workspace))

    @property
    def digest(self) -> str:
        """One digest of all of them."""
        return digest_of(self.digests)

    def changed(self) -> tuple[str, ...]:
        """The inputs that say something else by now, or have come or gone."""
        return self.changed_until(Seen.now(self.workspace))

    def changed_until(self, later: "Seen") -> tuple[str, ...]:
        """Those that said something else at that later moment."""
        names = self.digests.keys() | later.digests.keys()
        return tuple(sorted(name for name in names if self.digests.get(name) != later.digests.get(name)))
