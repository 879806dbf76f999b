"""The guides to forms and rules of one's own: what they print of grammars and rules is in the examples, as it stands there."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

EXAMPLES = {
    path: " ".join(path.read_text(encoding="utf-8").split())
    for pattern in ("*/*.lark", "*/*.py")
    for path in sorted((ROOT / "examples").glob(pattern))
}
_OF_TESTS = ("older_wordings", "class Sales", "def test_", "indirect_without_nature")
"""What other tests run: wordings and a transformer in test_own_forms.py, the test of the example, a rule of the package."""


def pieces(name: str) -> list[str]:
    """The paragraphs of the blocks of code of a guide that are of an example."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:lark|python)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [part for block in blocks if not any(sign in block for sign in _OF_TESTS) for part in block.split("\n\n")]


@pytest.mark.parametrize("name", ["extending.md", "adding-a-rule.md"])
def test_what_a_guide_prints_is_in_an_example(name: str) -> None:
    found = pieces(name)
    assert found
    for part in found:
        shown = re.sub(r"header_layout: issuer_name_144.*", "header_layout: issuer_name_144", " ".join(part.split()))
        assert any(shown in text for text in EXAMPLES.values()), part
