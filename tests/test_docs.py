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


@pytest.mark.skipif(os.name != "posix" or not Path("/bin/bash").exists(), reason="needs bash, as the examples do")
@pytest.mark.parametrize("name", [page.name for page in sorted(DOCS.glob("*.md")) if "```console" in page.read_text("utf-8")])
def test_commands_print_what_the_page_says(name: str, tmp_path: Path) -> None:
    if name == "pdf.md":
        pytest.importorskip("pypdfium2")
    for folder in ("tests", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    page = (DOCS / name).read_text(encoding="utf-8")
    script = "".join(f"echo '@@'\n{command}\n" for command, _ in commands(page))
    run = subprocess.run(
        ["/bin/bash", "-c", f"exec 2>&1\n{script}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    printed = run.stdout.split("@@\n")[1:]
    for (command, expected), given in zip(commands(page), printed, strict=True):
        assert given.rstrip() == expected.rstrip(), command


def test_every_page_is_in_the_navigation() -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert str(page.relative_to(DOCS)) in nav, page
