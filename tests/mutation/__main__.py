"""Try every mistake on every figure and print the tables of docs/do-tin-cay.md; several minutes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.judging import TIES, Bench, Share, counted
from tests.mutation.localities import reference, year_before
from tests.mutation.made_up_locality import locality


def main() -> None:
    """Print one table a bench."""
    report = reference()
    with tempfile.TemporaryDirectory() as folder:
        made_up, earlier = locality(Path(folder))
        benches = {
            "Báo cáo 2020-H1, không có kỳ trước": Bench.of(report),
            "Báo cáo 2020-H1, cạnh một kỳ trước (giả định)": Bench.of(report, year_before(report)),
            "Địa phương giả định, không có kỳ trước": Bench.of(made_up),
            "Địa phương giả định, cạnh một kỳ trước": Bench.of(made_up, earlier),
        }
        for title, bench in benches.items():
            print("\n".join([f"## {title}", "", *_table(bench), ""]), flush=True)


def _table(bench: Bench) -> Iterator[str]:
    shares = counted(bench, bench.judged())
    kinds = sorted({kind for kind, _ in shares if kind})
    yield f"| sai sót | {' | '.join(TIES)} | tất cả |"
    yield "|---|" + "---|" * (len(TIES) + 1)
    for kind in [*kinds, ""]:
        cells = [str(shares.get((kind, tie), Share())) for tie in (*TIES, "")]
        yield f"| {kind or '**tất cả**'} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
