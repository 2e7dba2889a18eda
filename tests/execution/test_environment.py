"""pyproject.toml, requirements.lock, environment.yml and the workflow hold together."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def entries() -> list[str]:
    """The lock's requirements, each with its hashes on one line; comments out."""
    lines = [line for line in LOCK.splitlines() if line.strip() and not line.strip().startswith("#")]
    return " ".join(line + "\n" if not line.endswith("\\") else line[:-1] for line in lines).splitlines()


def pinned() -> dict[str, list[Requirement]]:
    """The lock's pins by name; one name may have one pin for each Python."""
    pins: dict[str, list[Requirement]] = {}
    for entry in entries():
        requirement = Requirement(entry.partition(" --hash")[0].strip())
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


def conda(name: str) -> str:
    """What environment.yml asks of a conda package."""
    packages: list[Any] = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))[
        "dependencies"
    ]
    (found,) = (p.removeprefix(name).strip() for p in packages if isinstance(p, str) and p.split()[0] == name)
    return found


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_every_dependency_is_pinned_within_its_bound(dependency: str) -> None:
    wanted = Requirement(dependency)
    pins = pinned()[canonicalize_name(wanted.name)]
    for pin in pins:
        (specifier,) = pin.specifier
        assert specifier.operator == "=="
        assert wanted.specifier.contains(specifier.version, prereleases=True)
    # Whatever Python: some pin applies.
    for python in ("3.11", "3.12", "3.13"):
        environment = {
            "python_version": python,
            "python_full_version": f"{python}.1",
            "sys_platform": "linux",
        }
        assert any(pin.marker is None or pin.marker.evaluate(environment) for pin in pins)


def test_every_pin_has_a_hash() -> None:
    assert len(entries()) > 100
    for entry in entries():
        assert re.search(r" --hash=sha256:[0-9a-f]{64}( |$)", entry), entry


def test_the_lock_names_no_host() -> None:
    assert not re.search(
        r"://|^\s*(-i|--index-url|--extra-index-url|--find-links|--trusted-host)\b", LOCK, re.M
    )
    assert " @ " not in LOCK


def test_conda_users_get_the_same_packages() -> None:
    packages = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (pip,) = (package["pip"] for package in packages if isinstance(package, dict))
    # The hashes in the lock make pip demand them.
    assert pip == ["-r requirements.lock"]


def test_the_pythons_agree() -> None:
    ours, theirs = SpecifierSet(PROJECT["requires-python"]), SpecifierSet(conda("python"))
    for minor in range(8, 20):
        version = f"3.{minor}.0"
        assert not theirs.contains(version) or ours.contains(version)
    assert theirs.contains("3.11.0")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert settings["ruff"]["target-version"] == "py311"
    assert ours == SpecifierSet(">=3.11")


def test_one_quarto_everywhere() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    (quarto,) = (s["with"]["version"] for s in steps if s.get("uses", "").startswith("quarto-dev/"))
    (python,) = {s["with"]["python-version"] for s in steps if "setup-python" in s.get("uses", "")}
    assert conda("quarto").lstrip("=") == str(quarto)
    assert Version(str(quarto)).release == tuple(int(part) for part in str(quarto).split("."))
    assert python in SpecifierSet(PROJECT["requires-python"])


def test_other_systems_install_make_a_report_and_run_the_tests_of_the_rooms() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    elsewhere = workflow["jobs"]["elsewhere"]
    assert elsewhere["strategy"]["matrix"]["os"] == ["windows-latest", "macos-latest"]
    commands = [step["run"] for step in elsewhere["steps"] if "run" in step]
    # As docs/cai-dat.md says for a machine without make.
    told = (ROOT / "docs" / "cai-dat.md").read_text(encoding="utf-8").replace("\\", "/")
    assert all(command.removeprefix("python ") in told for command in commands if "pip" in command)
    assert commands[-2] == "python -m cchc report 2020-H1"
    assert commands[-1] == "python -m pytest tests --ignore tests/end_to_end"


def test_the_gate_and_the_workflow_run_the_same() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)$", gate, re.M)
    assert targets == re.findall(r"run: make (\w+)$", workflow, re.M)
    assert {"lint", "types", "test"} == set(targets)
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in targets)
