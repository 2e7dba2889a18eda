"""Editions as the terminal shows them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from cchc.base.files import sha256
from cchc.base.numbers import format_date, format_number
from cchc.editions.edition import MANIFEST, SEAL, Edition
from cchc.editions.sealing import SealVerdict, seal_of
from cchc.editions.storing import EditionOutcome


def editions_table(editions: Sequence[Edition]) -> str:
    """A line an edition, oldest first, and below it the files whose size is not as in the one before."""
    lines = ["Bản   Ngày giờ          Loại        LỖI  CẢNH BÁO  GHI CHÚ"]
    for before, edition in zip([None, *editions], editions, strict=False):
        counts = (
            f"{count:>{width}}" for count, width in zip(edition.findings.values(), (3, 8, 7), strict=True)
        )
        made = edition.made
        when = f"{format_date(made.date())} {made:%H:%M}" if made else "không rõ"
        lines.append(f"{edition.name:<5} {when:<16}  {edition.kind:<10}  {'  '.join(counts)}".rstrip())
        if edition.early:
            lines.append(f"      phát hành trước hạn, lý do: {edition.early}")
        if before is not None:
            changed = ", ".join(_size_changes(before.sizes, edition.sizes)) or "mọi tệp cùng cỡ"
            lines.append(f"      so với {before.name}: {changed}")
    return "\n".join(lines)


def verdict_text(verdict: SealVerdict) -> str:
    """What was proved of an edition, or every reason why not."""
    edition = verdict.edition
    name = f"{edition.folder.parent.parent.name}, bản {edition.name} ({edition.kind})"
    if verdict.problems:
        lines = [f"✗ {name}: KHÔNG còn nguyên", *(f"    {problem}" for problem in verdict.problems)]
    else:
        lines = [f"✓ {name}: {len(edition.recorded)} tệp còn nguyên, mã {verdict.fingerprint}"]
    return "\n".join([*lines, *(f"    Lưu ý: {remark}" for remark in verdict.remarks)])


def outcome_text(outcome: EditionOutcome) -> str:
    """What became of a run: the edition it made, or the one that it repeats."""
    edition = outcome.edition
    if not outcome.new:
        lines = [f"Không có gì khác bản {edition.kind} số {edition.name} nên không lưu thêm bản mới."]
    else:
        instead = f", thay bản số {outcome.replaced} của lần sửa trước" if outcome.replaced else ""
        lines = [f"Đã lưu bản {edition.kind} số {edition.name}{instead}: {edition.folder}"]
    if edition.final:
        lines.append(
            f"Bản chính thức chỉ cho đọc. Ghi lại mã của bản này ở nơi khác để sau này chứng minh: "
            f"{seal_of(edition.folder)}"
        )
    if (final := outcome.replaced_final) is not None:
        lines.append(
            f"Lưu ý: {edition.folder.parent.parent} nay chứa bản dự thảo số {edition.name} "
            f"thay cho bản chính thức số {final.name}; bản chính thức ấy vẫn nguyên ở {final.folder}"
        )
    if outcome.dropped:
        lines.append(f"Đã bỏ bản dự thảo cũ: {', '.join(outcome.dropped)} (mục editions_kept của params).")
    return "\n".join(lines)


def older_files_text(files: Sequence[Path], editions: Sequence[Edition]) -> str:
    """Of which edition the files are that a run did not make anew."""
    named = []
    for path in files:
        digest = sha256(path)
        of = [edition for edition in editions if edition.outputs.get(path.name) == digest]
        named.append(f"{path.name} ({f'bản {of[-1].kind} số {of[-1].name}' if of else 'lần dựng trước'})")
    return f"Lưu ý: không dựng lại lần này, còn từ trước: {', '.join(named)}."


def _size_changes(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    for name in sorted({*before, *after} - {MANIFEST, SEAL}):
        if name not in after:
            yield f"bớt {name}"
        elif name not in before:
            yield f"thêm {name}"
        elif change := after[name] - before[name]:
            yield f"{name} {'+' if change > 0 else '−'}{format_number(Decimal(abs(change)))} byte"
