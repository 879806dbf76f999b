"""Readings with what the header of their submission says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.documents.submission import OWNERSHIP_FORM, Header
from form4_grammar.model import SubmissionDocument
from form4_grammar.reading.results import Parsed
from form4_grammar.rules import sources

_EXHIBIT = "EX-99"
"""The exhibits that say of the filing what found no room on the form, such as further owners."""


def submitted(found: Parsed, header: Header) -> Parsed:
    """A reading with what the header of its submission says, and a finding for each further document that tells of owners."""
    on_page = found.on_page
    further = [
        Diagnostic(sources.FURTHER_DOCUMENT, _further(document), *place, help=sources.FURTHER_DOCUMENT.fix)
        for document, place in zip(header.submission.documents, header.texts, strict=True)
        if (document.type or "").startswith(_EXHIBIT)
    ]
    if on_page is not None and found.page is not None:
        places = {path: place for path, at in header.places.items() if (place := found.page.find(*at)) is not None}
        on_page = replace(on_page, submission=header.submission, places={**on_page.places, **places})
    diagnostics, places = (*found.diagnostics, *further), {**found.places, **header.places}
    return replace(found, submission=header.submission, diagnostics=diagnostics, places=places, on_page=on_page)


def further_forms(header: Header) -> Iterator[tuple[str, int, int]]:
    """The documents of a submission that should be forms, too, beside the one that is read: what to say of each, and where."""
    documents = header.submission.documents
    for number, (document, place) in enumerate(zip(documents, header.texts, strict=True)):
        if number != header.form and OWNERSHIP_FORM.fullmatch(document.type or ""):
            yield _further(document), *place


def is_same(one: Parsed, other: Parsed) -> bool:
    """Whether two documents seem to be one filing, which a submission may hold as XML and as a page."""
    return _known(one) == _known(other)


def _known(parsed: Parsed) -> tuple[object, ...]:
    filing = parsed.filing
    if filing is None:
        return ()
    names = (filing.issuer.name, *(owner.name for owner in filing.reporting_owners))
    rows = len(filing.non_derivative_table), len(filing.derivative_table)
    return filing.form_type, filing.period_of_report, rows, *((name or "").casefold() for name in names)


def _further(document: SubmissionDocument) -> str:
    shown = [text for text in (document.type, document.description, document.filename) if text]
    return f"the submission holds a further document, which was not read: {', '.join(shown)}"
