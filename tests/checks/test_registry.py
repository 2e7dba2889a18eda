"""Every check and rule is known by itself, once, and the docs list what there is."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.checks.conftest import ROOT

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.listing import FUNCTIONS_PAGE, RULES_PAGE, functions_page, rules_page, write_pages
from cchc.checks.registry import Stage, Topic, all_rules, declare
from cchc.prose.functions import FUNCTIONS
from cchc.prose.printer import Printer

PACKAGE = ROOT / "render/cchc"
# What makes findings.
MAKERS = {"Finding", "problem"}
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
# What is asked of a unit's file is listed by the import, under its own words.
IMPORT_ALONE = {"thu_thap.giu_so_tay"}


def written_codes() -> Iterator[str]:
    """The strings of the program that look like a rule's code: of a known family, or given to a finding."""
    families = {rule.code.partition(".")[0] for _, rule in all_rules()}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and code_of(node).partition(".")[0] in families:
                yield code_of(node)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MAKERS:
                yield from filter(None, map(code_of, node.args[:2]))


def code_of(node: ast.expr) -> str:
    """What looks like a code, or nothing."""
    text = node.value if isinstance(node, ast.Constant) else None
    return text if isinstance(text, str) and CODE.fullmatch(text) else ""


def test_every_code_that_the_program_writes_is_a_known_rule() -> None:
    codes = set(written_codes())
    assert len(codes) > 90
    assert codes - IMPORT_ALONE <= {rule.code for _, rule in all_rules()}


def test_a_rule_says_what_it_is_about_in_whole_sentences() -> None:
    for _, rule in all_rules():
        assert rule.title
        assert not rule.title.endswith(".")
        assert rule.explanation.endswith((".", ")."))


def test_a_code_belongs_to_one_rule() -> None:
    _, known = all_rules()[0]
    with pytest.raises(ValueError, match=known.code):
        declare(Topic.FIGURES, Rule(known.code, Severity.NOTE, "Thử", "Thử."))


def test_a_stage_runs_what_is_registered_topic_by_topic() -> None:
    stage = Stage[str, Finding]()
    later, sooner = (Rule(f"thu_{n}.mot", Severity.NOTE, "Thử", "Thử.") for n in (1, 2))
    # Rules are left out: a test should not add to those that are known.
    stage.check(Topic.PRINTED)(lambda text: [later.finding(text)])
    stage.check(Topic.PROSE)(lambda text: [sooner.finding(text)])
    assert [(f.rule, f.explanation) for f in stage.run("x")] == [("thu_2.mot", "x"), ("thu_1.mot", "x")]


@pytest.mark.parametrize(("name", "page"), [(RULES_PAGE, rules_page), (FUNCTIONS_PAGE, functions_page)])
def test_the_committed_pages_are_what_the_program_gives_now(name: str, page: Callable[[], str]) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page(), "make docs"


def test_the_pages_are_written_by_a_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "cchc.checks.listing", str(tmp_path)], check=True)
    assert {path.name for path in tmp_path.iterdir()} == {RULES_PAGE, FUNCTIONS_PAGE}
    write_pages(tmp_path)
    assert (tmp_path / RULES_PAGE).read_text(encoding="utf-8") == rules_page()


def test_the_printer_defines_what_templates_call() -> None:
    assert list(FUNCTIONS) == [name for name in vars(Printer) if name in FUNCTIONS]
    assert {name for name, function in FUNCTIONS.items() if function.figure} == {"so", "ty_le", "so_sanh"}
    assert {name for name, function in FUNCTIONS.items() if function.argument == "document"} == {
        "cc",
        "vb",
        "web",
    }
