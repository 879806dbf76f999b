"""Texts that hold what is left of a tag which lost its beginning or its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.model import Filing
from form4_grammar.rules import layout
from form4_grammar.transform.findings import Findings

_DEBRIS = re.compile(r"(?<!\S)>(?!\S)|^/?\w*>|/[A-Za-z]\w{0,9}>|</?[A-Za-z]\w*(?:\s+[\w-]+=[^<>]*)?$")
_LAST_LINE = re.compile(r"\n(\d{1,3})$")
_DASHES = frozenset("-–—*~=_")
_FURNITURE = re.compile(r"(?<!\S)[-–—] ?\d{1,3} ?[-–—]$|^[*~=_–—-](?: [*~=_–—-])+(?!\S)|(?<!\S)[*~=_–—-](?: [*~=_–—-])+$")
"""The number of a page, or a line of signs, at an end of the text."""
_SHORT = 40


def report_debris(page: str, filing: Filing, findings: Findings) -> None:
    """Reports each text of a filing, but for those in tables, that ends or begins in the midst of a tag."""
    if "<" not in page and ">" not in page and "&" not in page:
        return
    for path, text in _texts(filing):
        if text is not None and ("<" in text or ">" in text) and (match := _DEBRIS.search(text)) is not None:
            begin = max(0, match.start() - _SHORT)
            message = f"what is left of a tag is in the text: {text[begin : match.end() + _SHORT]!r}"
            findings.report(layout.DEBRIS, message, findings.places.get(path, (0, 0)), path)
        elif path == "remarks" and text and text[-1].isdigit() and (match := _LAST_LINE.search(text)) is not None:
            message = f"the last line may be the number of a page: {match[1]!r}"
            findings.report(layout.DEBRIS, message, findings.places.get(path, (0, 0)), path)
        elif text and (text[0] in _DASHES or text[-1] in _DASHES) and (match := _FURNITURE.search(text)) is not None:
            message = f"what stands between pages is in the text: {match[0].strip()!r}"
            findings.report(layout.DEBRIS, message, findings.places.get(path, (0, 0)), path)


def _texts(filing: Filing) -> Iterator[tuple[str, str | None]]:
    yield "issuer.name", filing.issuer.name
    for index, owner in enumerate(filing.reporting_owners):
        path = f"reporting_owners[{index}]"
        yield f"{path}.name", owner.name
        for name in ("street1", "street2", "city", "state", "zip_code"):
            yield f"{path}.address.{name}", getattr(owner.address, name)
        if owner.relationship is not None:
            yield f"{path}.relationship.officer_title", owner.relationship.officer_title
            yield f"{path}.relationship.other_text", owner.relationship.other_text
    for note in filing.footnotes:
        yield f"footnotes[{note.number}]", note.text
    yield "remarks", filing.remarks
    for index, signature in enumerate(filing.signatures):
        yield f"signatures[{index}].name", signature.name
