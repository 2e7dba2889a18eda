"""Runs the campaign and prints its table; exit 1 where it is not good enough."""

import argparse
import re
import sys
from pathlib import Path

from tests.faults.campaign import Campaign, good_enough, table, temporary_folder
from tests.faults.cases import all_cases
from tests.faults.judging import Outcome


def main() -> None:
    """Run the cases whose name, kind or part matches."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("only", nargs="?", default="", help="a regular expression of names, kinds or parts")
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    words = re.compile(chosen.only)
    cases = [case for case in all_cases() if words.search(f"{case.part}/{case.kind}/{case.name}")]
    skipped = [case for case in cases if not case.needs()]
    results = []
    with temporary_folder() as folder:
        campaign = Campaign(Path(folder))
        for result in campaign.run_all([case for case in cases if case.needs()], chosen.workers):
            results.append(result)
            if result.verdict.outcome is not Outcome.CLEAR:
                case, verdict = result.case, result.verdict
                print(
                    f"{verdict.outcome:<9} {case.part}/{case.name}: {' '.join(verdict.why.split())}",
                    flush=True,
                )
    print("\n".join(["", *table(results)]))
    if skipped:
        print(f"\nKhông thử được trên máy này: {', '.join(case.name for case in skipped)}.")
    sys.exit(not good_enough(results))


if __name__ == "__main__":
    main()
