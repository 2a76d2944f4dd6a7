"""Which folder may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
MAY_IMPORT = {
    "mappings": set(),
    "crawler": {"mappings"},
    "indexer": {"mappings", "crawler"},
    "webapp": {"mappings", "indexer"},
}
MODULES = [path for folder in MAY_IMPORT for path in sorted((PROJECT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_folder_imports_only_those_left_of_it(path: Path) -> None:
    own = path.relative_to(PROJECT).parts[0]
    ours = {name.split(".")[0] for name in imported(path)} & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[own] | {own}


def test_only_the_analyzer_imports_kiwi() -> None:
    users = [path for path in MODULES if any(name.startswith("kiwipiepy") for name in imported(path))]
    assert [path.relative_to(PROJECT).as_posix() for path in users] == ["indexer/analyze.py"]


def test_only_its_engine_imports_tantivy() -> None:
    users = [path for path in MODULES if any(name.split(".")[0] == "tantivy" for name in imported(path))]
    assert {path.parent.relative_to(PROJECT).as_posix() for path in users} == {"indexer/engines/tantivy"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_the_first_line_of_a_module_says_what_it_holds(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]
    assert first.rstrip().endswith((".", ":", ">")), f"{path} begins with {first!r}"


def test_the_top_level_is_fixed() -> None:
    folders = {path.name for path in PROJECT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    generated = {"data", "build", "dist", "htmlcov", "__pycache__"} | {name for name in folders if "egg-info" in name}
    assert folders - generated == {"crawler", "indexer", "webapp", "mappings", "tests"}
