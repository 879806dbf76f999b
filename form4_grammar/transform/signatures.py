"""The signatures, and what of the text above them may be one."""

from __future__ import annotations

from form4_grammar.model import Signature
from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import dates, layout, signature
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.text import LINES_OF_TEXT, text_above
from form4_grammar.transform.values import plain, read_date, without_emphasis

_SIGNED = "/s/"
_ANY_DATE = regex(r"(?<!\d)\d{1,4} ?[-/.∕⁄／] ?\d{1,2} ?[-/.∕⁄／] ?\d{2,4}(?!\d)")
_PARAGRAPHS = regex(r"\n\s*\n")
_LONGEST_PIECE = 40
"""Characters of the end of a name that a message shows."""


def _report_text_above(document: Document, block: Block, findings: Findings) -> None:
    """Reports, of the first signature and of the text above it, that no blank line parts them."""
    lines = document.page.lines
    at = next((index for index, line in enumerate(lines) if line.start <= block.start < line.end), 0)
    above = lines[at - 1]
    if at and above.type in LINES_OF_TEXT and above.last_number + 1 == lines[at].number:
        span = (above.start, block.end)
        for path in filter(None, ("signatures[0].name", text_above(document, block.start, findings))):
            findings.report(signature.IN_DOUBT, "no blank line parts the name from the text above", span, path)


def read_signatures(document: Document, findings: Findings) -> tuple[Signature, ...]:
    """The signatures. A name that goes on after its date is joined."""
    found: list[Signature] = []
    for block in document.blocks:
        if block.rule != "signature":
            continue
        path = f"signatures[{len(found)}]"
        names = block.node.every("signature_name") if block.node else []
        day = block.node.find("SIGNATURE_DATE") if block.node else None
        captioned = block.node is not None and block.node.find("NAME_CAPTION") is not None
        name = (
            without_emphasis(" ".join(plain(document.text[_behind_date(document, part) : part.end]) for part in names)) or None
        )
        if day is None:
            name = plain(document.text[block.start : block.end])
        value = read_date(document.text[day.start : day.end]) if day else None
        findings.places[f"{path}.name"] = (names[0].start, names[-1].end) if names else (block.start, block.end)
        if day is not None:
            findings.places[f"{path}.date"] = (day.start, day.end)
        if day is None or name is None:
            lacks = "date" if day is None else "name"
            message, of, span = f"the signature has no {lacks}", path, (block.start, block.end)
            raw = document.text[slice(*span)]
            if len(_ANY_DATE.findall(raw)) > 1 or raw.count(_SIGNED) > 1:
                message, of = "several signatures were read as one, since their dates cannot be read", "signatures"
            findings.report(signature.NO_SIGNATURE, message, span, of, raw=raw)
        elif value is None:
            shown = document.text[day.start : day.end]
            findings.report(dates.NO_SUCH_DATE, f"there is no day {shown}", (day.start, day.end), f"{path}.date")
        if day is not None and names and names[-1].start > day.start:
            message = "the signer's name goes on after the date; both parts were joined"
            findings.report(signature.WRAPPED, message, (block.start, block.end), f"{path}.name")
        is_apart = day is not None and _PARAGRAPHS.search(document.text, block.start, day.start) is not None
        if is_apart and name is not None and not captioned and not name.startswith(_SIGNED):
            message = "the date stands in a paragraph of its own, and the one above was read as the name"
            findings.report(signature.APART, message, (block.start, block.end), f"{path}.name")
            if not found and "remarks" in findings.places:
                message = "a name stands below them, told by its look"
                findings.report(signature.APART, message, (block.start, block.end), "remarks")
        if name is not None and (behind := name.rfind(_SIGNED)) > 0:
            _report_signed_within(name, behind, f"{path}.name", not found, findings)
        if name is not None and name.endswith(","):
            message = f"the name ends in a comma: {name[-_LONGEST_PIECE:]!r}"
            findings.report(signature.IN_DOUBT, message, findings.places[f"{path}.name"], f"{path}.name")
        if not found and name is not None and not name.startswith(_SIGNED):
            _report_text_above(document, block, findings)
        elif not found and name is None and "remarks" in findings.places:
            message = "the remarks stand right above a date without a name: their end may be the name"
            findings.report(signature.APART, message, findings.places["remarks"], "remarks")
        found.append(Signature(name, value))
    if len(found) > 1 and "remarks" not in findings.places and "REMARKS" in document.page.kinds:
        undated = next((one for one in findings.diagnostics if one.rule is signature.NO_SIGNATURE), None)
        if undated is not None:
            message = "nothing but signatures stands below the heading of the remarks, and one has no date"
            findings.report(signature.IN_DOUBT, message, (undated.start, undated.end), "remarks")
    caption = document.page.first("SIGNATURE_OF_REPORTING_PERSON")
    at = None if caption is None else caption.start
    captions = document.page.types.count("SIGNATURE_OF_REPORTING_PERSON")
    # Of one too many on the page of 2003 another finding speaks
    is_few = document.grammar.is_typed or (document.grammar.is_of_2003 and captions < len(found))
    if caption is not None and 1 < captions != len(found) and is_few:
        message = f"{captions} captions of a signature stand on the page, and {len(found)} were read"
        findings.report(signature.IN_DOUBT, message, (caption.start, caption.end), "signatures")
    if not found and (at is not None or not any(missing.truncated for missing in document.page.missing)):
        end = document.page.lines[-1].end if document.page.lines else 0
        place = end if at is None else at
        if at is None:
            _report_lost_above(document, place, findings)
        findings.report(signature.NO_SIGNATURE, "no signature", (place, place), "signatures")
    return tuple(found)


def _report_signed_within(name: str, at: int, path: str, is_first: bool, findings: Findings) -> None:
    """Reports a name with "/s/" behind another one or behind a sentence, which may be the remarks."""
    is_second, is_below = _SIGNED in name[:at], name[:at].rstrip().endswith(".")
    stands_twice = name[at:].startswith(name[:at].strip())  # another finding speaks of that
    if stands_twice or not (is_second or is_below):
        return
    message = f"'/s/' stands within the name, behind {'another' if is_second else 'a sentence'}: {name[-_LONGEST_PIECE:]!r}"
    for one in (path, *(["remarks"] if is_first and not is_second and "remarks" not in findings.places else ())):
        findings.report(signature.IN_DOUBT, message, findings.places[path], one)


def _behind_date(document: Document, name: Node) -> int:
    """Where a name begins behind the caption of the date, where the captions stand above the signature."""
    at = compiled(document.grammar.pattern_of("DATE_CAPTION")).match(document.text, name.start, name.end)
    return at.end() if at is not None and at.end() < name.end else name.start


def _report_lost_above(document: Document, place: int, findings: Findings) -> None:
    """Reports what of the texts above is in doubt where signatures and their caption are both lost: the last, and remarks."""
    last = text_above(document, place, findings)
    start, end = findings.places.get(last or "", (place, place))
    if last is not None:
        findings.report(layout.BESIDE_A_GAP, "the text may go on in what is lost below it", (start, end), last)
    if last != "remarks":
        findings.report(layout.BESIDE_A_GAP, "remarks may have stood in what is lost", (end, end), "remarks")
