"""The page's security policy: only our scripts and styles act, each named by its digest."""

import base64
import hashlib
import re
from pathlib import Path

from cchc.publish.formats import PublishError

# Marks the elements that are ours: no text can become an element, so none can be marked by it.
OWN = "page-own"
PLACE = "page-policy"
META = f'<meta http-equiv="Content-Security-Policy" content="{PLACE}">'
ACTING = re.compile(
    r"<(?P<name>script|style)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=name)\s*>\n?|<link\b[^>]*>\n?",
    re.DOTALL | re.IGNORECASE,
)
OURS = re.compile(rf"""\bclass=["']?{OWN}\b""")
DATA = re.compile(r"""\btype=["']?application/json\b""")


def finish_page(path: Path) -> None:
    """Put the policy into a page that an engine wrote (PublishError)."""
    path.write_text(with_policy(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def with_policy(page: str) -> str:
    """The page with only our scripts and styles in it, and a policy that names just these (PublishError)."""
    digests: dict[str, list[str]] = {"script": [], "style": []}

    def allowed(element: re.Match[str]) -> str:
        attributes = element["attributes"] or ""
        if OURS.search(attributes):
            digests[element["name"].lower()].append(f"'{_digest(element['text'])}'")
            return element.group()
        return element.group() if DATA.search(attributes) else ""

    text = ACTING.sub(allowed, page)
    if not all(digests.values()) or text.count(META) != 1:
        raise PublishError("Trang HTML thiếu kiểu trình bày, kịch bản hoặc quy tắc an toàn của sổ báo cáo.")
    policy = (
        f"default-src 'none'; script-src {' '.join(digests['script'])}; "
        f"style-src {' '.join(digests['style'])}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return text.replace(META, META.replace(PLACE, policy))


def _digest(text: str) -> str:
    """A browser hashes an element's text with its line breaks made one kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "sha256-" + base64.b64encode(hashlib.sha256(lines.encode("utf-8")).digest()).decode("ascii")
