"""The documentation: its commands print what it says they print, and its pages are all there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(page: str) -> Iterator[tuple[str, str]]:
    """The commands in the console blocks of a page, each with what it prints."""
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed


PAGES = [ROOT / "README.md", *(page for page in sorted(DOCS.glob("*.md")) if "```console" in page.read_text("utf-8"))]
needs_bash = pytest.mark.skipif(os.name != "posix" or not Path("/bin/bash").exists(), reason="needs bash, as the examples do")


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a script of bash in a folder that looks like a clone."""
    for name in ("tests", "examples"):
        (folder / name).symlink_to(ROOT / name)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["/bin/bash", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@needs_bash
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_print_what_the_page_says(path: Path, tmp_path: Path) -> None:
    if path.name == "pdf.md":
        pytest.importorskip("pypdfium2")
    page = path.read_text(encoding="utf-8")
    script = "".join(f"echo '@@'\n{command}\n" for command, _ in commands(page))
    printed = run(f"exec 2>&1\n{script}", tmp_path).stdout.split("@@\n")[1:]
    for (command, expected), given in zip(commands(page), printed, strict=True):
        assert given.rstrip() == expected.rstrip(), command


@needs_bash
def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    listed = re.findall(r"^\| `(form4 [^`]*)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(listed) > 10
    script = "\n".join(f"{command} > out.txt 2> err.txt || test $? -eq 1 || echo '{command}'" for command in listed)
    assert run(script, tmp_path).stdout == ""


def test_every_page_is_in_the_navigation() -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert str(page.relative_to(DOCS)) in nav, page
