"""Every check and rule makes itself known, once."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.checks.conftest import ROOT

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.registry import Stage, Topic, all_rules, declare

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


NEW_CHECK = """\
from cchc.base.findings import Rule, Severity
from cchc.checks.registry import INPUTS, Topic

RULE = Rule("thu.mot", Severity.NOTE, "Thử", "Thử.")


@INPUTS.check(Topic.FIGURES, RULE)
def check_something(context):
    yield RULE.finding(str(context.workbook.period))
"""
RUN = """\
import sys
from pathlib import Path
import cchc.checks
from cchc.base.period import Period
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

cchc.checks.__path__.append(sys.argv[1])
checked = cchc.checks.check(load_workbook(Workspace(Path(sys.argv[2])), Period.parse("2020-H1")))
print([finding.explanation for finding in checked.findings if finding.rule == "thu.mot"])
print("thu.mot" in checked.rules)
"""


def test_a_new_check_is_one_file(tmp_path: Path, workspace: Path) -> None:
    (tmp_path / "them").mkdir()
    (tmp_path / "them/something.py").write_text(NEW_CHECK, encoding="utf-8")
    call = [sys.executable, "-c", RUN, str(tmp_path / "them"), str(workspace)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["['2020-H1']", "True"]
