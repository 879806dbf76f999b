"""The modules import one way: from what is read first to what is done with it last."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "form4_grammar"
ORDER = (
    "version",
    "records",
    "regexes",
    "controls",
    "notebook",
    "model",
    "documents",
    "diagnostics",
    "aligning",
    "grammar",
    "rules",
    "parser",
    "forms",
    "readers",
    "tree",
    "ungrafting",
    "transform",
    "suspicions",
    "own_forms",
    "render",
    "ownership_xml",
    "reading",
    "checks",
    "checking",
    "catalogue",
    "settings",
    "config",
    "testing",
    "making_ready",
    "as_json",
    "formats",
    "tabular",
    "comparing",
    "reporting",
    "bulk",
    "cli",
    "__main__",
)


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it; but not those for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [alias.name for alias in node.names] if node.module == "form4_grammar" else []
            yield from [f"form4_grammar.{name}" for name in names] or [node.module]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_part_has_its_place() -> None:
    assert {part(path) for path in modules()} <= set(ORDER)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = part(path)
    for name in imported(path):
        pieces = name.split(".")
        if pieces[0] == "form4_grammar" and len(pieces) > 1 and pieces[1] in ORDER:
            assert ORDER.index(pieces[1]) <= ORDER.index(own), name
        if own != "cli":
            assert pieces[0] not in ("rich", "typer"), name


def test_no_modules_import_each_other() -> None:
    names = {name_of(path): path for path in modules()}
    waiting = {name: {one for one in imported_modules(path, names) if one != name} for name, path in names.items()}
    while ready := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in ready:
            del waiting[name]
    assert waiting == {}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path, names: dict[str, Path]) -> Iterator[str]:
    """The modules that a module names in its imports, wherever in it; of a package, what is taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in names:
            yield from (inner if (inner := f"{node.module}.{one.name}") in names else node.module for one in node.names)
