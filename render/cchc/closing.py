"""The closing block of the report: recipients and signature."""

from cchc.markdown import div, escape
from cchc.params import Params

# A paragraph of a plain space would vanish; this one keeps its line.
BLANK = "&nbsp;"


def closing_block(params: Params) -> str:
    """`Nơi nhận` and the signature as fenced divs; what is not yet known stays blank."""
    recipients = [f"- {escape(line)}{end}" for line, end in _ended(params.recipients)]
    left = div(".recipients", "\n".join(["**Nơi nhận:**", "", *recipients]))
    signature = params.signature
    right = div(
        ".signature",
        "\n\n".join(
            [
                *(f"**{escape(line)}**" for line in signature.authority),
                f"**{escape(signature.title)}**" if signature.title else BLANK,
                f"**{escape(signature.name)}**" if signature.name else BLANK,
            ]
        ),
    )
    return div(".closing", f"{left}\n\n{right}", colons=5)


def _ended(recipients: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each recipient ends with a semicolon, the last with a full stop."""
    last = len(recipients) - 1
    return [(text.rstrip(" .;"), "." if i == last else ";") for i, text in enumerate(recipients)]
