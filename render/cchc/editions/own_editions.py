"""Which editions this user's own runs made: one that came with a workspace may claim anything of itself."""

from dataclasses import dataclass

from cchc.base.cache import FileCache
from cchc.base.files import sha256
from cchc.editions.edition import MANIFEST, Edition


@dataclass(frozen=True)
class OwnEditions:
    """Notes of editions, by the hash of their manifest, in the user's own cache of the workspace."""

    notes: FileCache

    def note(self, edition: Edition) -> None:
        """This user's run made it."""
        self.notes.put(_name(edition), b"")

    def has(self, edition: Edition) -> bool:
        """Whether the manifest is as this user's run wrote it; sealing.verify() holds the files to that."""
        return (edition.folder / MANIFEST).is_file() and self.notes.get(_name(edition)) is not None


def _name(edition: Edition) -> str:
    return f"edition-{sha256(edition.folder / MANIFEST)}"
