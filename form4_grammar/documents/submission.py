"""What the header of a full submission text says: who filed what, when, for whom.

EDGAR writes it in two shapes. ``<SEC-DOCUMENT>`` with a ``<SEC-HEADER>`` has labels, those of a part indented under its name;
the one for dissemination, ``<SUBMISSION>``, has a tag for each, as some headers of the first shape have:

    REPORTING-OWNER:                             <REPORTING-OWNER>
        OWNER DATA:                              <OWNER-DATA>
            COMPANY CONFORMED NAME:  Okafor Ada  <CONFORMED-NAME>Okafor Ada
            CENTRAL INDEX KEY:  0001912345       <CIK>0001912345

Before 2003 the issuer is the ``SUBJECT COMPANY``. A header makes no findings by itself: what cannot be read is null.

Below the header stand the documents, the form first, each with its ``<TYPE>`` and, between ``<TEXT>`` and
``</TEXT>``, its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from form4_grammar.model import Submission, SubmissionDocument, SubmissionParty
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_MARK = regex("<(?:SEC-DOCUMENT|SEC-HEADER|SUBMISSION|IMS-DOCUMENT|IMS-HEADER)>")
_BEFORE, _LONGEST = 8_192, 200_000
"""How far in a header may begin, and how long it may be: one of a hundred filers has some 60,000 characters."""

_END = regex(r"</(?:SEC|IMS)-HEADER>|<DOCUMENT>|</SUBMISSION>")
_ENTRY = regex(
    r"<(?P<tag>[A-Z][A-Z0-9-]{0,40})>(?P<of_tag>[^<\r\n]*)|^[ \t]*(?P<label>[A-Z][A-Z0-9 -]{0,40}):(?P<of_label>[^<\r\n]*)",
    re.MULTILINE,
)
_ACCESSION = regex(r"[0-9]{10}-[0-9]{2}-[0-9]{6}")
CIK = regex(r"[0-9]{1,10}")
CIK_DIGITS = 10
"""A CIK, and the digits that it is filled up to with zeros."""

_FILE_NUMBER = regex(r"[0-9]{1,3}-[0-9]{1,8}(?:-[0-9]{1,3})?")
_MOMENT = regex("([0-9]{4})" + 5 * "([0-9]{2})")

_FACTS = {
    "ACCESSION NUMBER": "accession_number",
    "CONFORMED SUBMISSION TYPE": "submission_type",
    "TYPE": "submission_type",
    "CONFORMED PERIOD OF REPORT": "conformed_period_of_report",
    "PERIOD": "conformed_period_of_report",
    "FILED AS OF DATE": "filed_as_of_date",
    "FILING DATE": "filed_as_of_date",
    "ACCEPTANCE DATETIME": "acceptance_datetime",
}
_OF_PARTY = {
    "COMPANY CONFORMED NAME": "name",
    "CONFORMED NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "CIK": "cik",
    "SEC FILE NUMBER": "file_number",
    "FILE NUMBER": "file_number",
}
_PARTIES = {"ISSUER": "issuer", "SUBJECT COMPANY": "issuer", "REPORTING OWNER": "reporting_owners"}
_OTHER_PARTIES = frozenset({"FILER", "FILED BY", "FILED FOR", "DEPOSITOR", "SERIAL COMPANY"})

_DOCUMENT = regex(r"<DOCUMENT>(?P<head>.{0,2000}?)<TEXT>", re.DOTALL)
_END_OF_TEXT = "</TEXT>"
_OF_DOCUMENT = regex(r"<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^<\r\n]*)")
OWNERSHIP_FORM = regex(r"[345](?:/A)?")
_NO_BREAK = regex(r"[^\r\n]")

Places = dict[str, tuple[int, int]]


class Header(NamedTuple):
    """What a header says, and where, by paths that begin with ``submission.``; ``texts`` are the places of the documents."""

    submission: Submission
    places: Places
    texts: tuple[tuple[int, int], ...] = ()

    @property
    def form(self) -> int | None:
        """The number of the document that is a Form 3, 4 or 5, as its type says; None where none is."""
        types = [one.type or "" for one in self.submission.documents]
        return next((number for number, kind in enumerate(types) if OWNERSHIP_FORM.fullmatch(kind)), None)


def read_header(text: str) -> Header | None:
    """The header that a full submission text begins with; None where there is none."""
    mark = _MARK.search(text, 0, _BEFORE)
    if mark is None:
        return None
    start = mark.start()
    end = _END.search(text, start, start + _LONGEST)
    facts: dict[str, str] = {}
    issuer: dict[str, str] | None = None
    owners: list[dict[str, str]] = []
    into, prefix = facts, "submission."
    places: Places = {}
    for entry in _ENTRY.finditer(text, start, end.start() if end else min(start + _LONGEST, len(text))):
        kind = "tag" if entry["tag"] is not None else "label"
        name = entry[kind].replace("-", " ").strip()
        shown = entry[f"of_{kind}"].strip()
        if name in _PARTIES and not shown:
            if _PARTIES[name] == "issuer":
                into = {} if issuer is not None else (issuer := {})
                prefix = "submission.issuer."
            else:
                prefix = f"submission.reporting_owners[{len(owners)}]."
                into = {}
                owners.append(into)
        elif name in _OTHER_PARTIES and not shown:
            into, prefix = {}, "."
        key = (_FACTS if into is facts else _OF_PARTY).get(name)
        if key is not None and shown and key not in into:
            into[key] = shown
            at = entry.start(f"of_{kind}") + len(entry[f"of_{kind}"]) - len(entry[f"of_{kind}"].lstrip())
            if into is facts or into is issuer or into in owners[-1:]:
                places[prefix + key] = (at, at + len(shown))
        elif name == "SEC DOCUMENT" and (match := _ACCESSION.match(text, entry.start("of_tag"))):
            facts["of_file"] = match[0]
            places["submission.of_file"] = match.span()
    header = _header(facts, issuer, owners, places)
    if header is None:
        return None
    documents = list(_documents(text))
    submission = replace(header.submission, documents=tuple(document for document, _ in documents))
    return Header(submission, header.places, tuple(place for _, place in documents))


def form_alone(text: str, header: Header) -> str:
    """The text of a submission, blank but for its form, which stands where it stood; all of it where the form is not told."""
    if header.form is None:
        return text
    start, end = header.texts[header.form]
    return _NO_BREAK.sub(" ", text[:start]) + text[start:end] + _NO_BREAK.sub(" ", text[end:])


def _documents(text: str) -> Iterator[tuple[SubmissionDocument, tuple[int, int]]]:
    """The documents of a submission, and where their texts stand: of one that was cut, up to the end."""
    at = 0
    while (found := _DOCUMENT.search(text, at)) is not None:
        end = text.find(_END_OF_TEXT, found.end())
        at = len(text) if end < 0 else end
        told = {name: shown.strip() or None for name, shown in _OF_DOCUMENT.findall(found["head"])}
        document = SubmissionDocument(*(told.get(name) for name in ("TYPE", "SEQUENCE", "FILENAME", "DESCRIPTION")))
        yield document, (found.end(), at)


def _header(
    facts: dict[str, str], issuer: dict[str, str] | None, owners: list[dict[str, str]], places: Places
) -> Header | None:
    of_file = places.pop("submission.of_file", None)
    if "accession_number" not in facts and of_file is not None:
        facts["accession_number"] = facts["of_file"]
        places["submission.accession_number"] = of_file
    match = _ACCESSION.fullmatch(facts.get("accession_number", ""))
    submission = Submission(
        accession_number=match[0] if match else None,
        submission_type=facts.get("submission_type"),
        conformed_period_of_report=_day(facts.get("conformed_period_of_report")),
        filed_as_of_date=_day(facts.get("filed_as_of_date")),
        acceptance_datetime=_moment(facts.get("acceptance_datetime")),
        issuer=_party(issuer) if issuer is not None else None,
        reporting_owners=tuple(map(_party, owners)),
    )
    return Header(submission, places) if facts or issuer or owners else None


def _party(given: dict[str, str]) -> SubmissionParty:
    match = _FILE_NUMBER.fullmatch(given.get("file_number", ""))
    return SubmissionParty(given.get("name"), ten_digits(given.get("cik")), match[0] if match else None)


def ten_digits(cik: str | None) -> str | None:
    """A CIK with ten digits; None for what is none."""
    return cik.zfill(CIK_DIGITS) if cik is not None and CIK.fullmatch(cik) else None


def _day(shown: str | None) -> date | None:
    moment = _moment(f"{shown}000000") if shown else None
    return moment.date() if moment else None


def _moment(shown: str | None) -> datetime | None:
    """The time of a ``yyyymmddhhmmss``, in Washington; None where there is no such time."""
    match = _MOMENT.fullmatch(shown or "")
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - EDGAR writes no zone
    except ValueError:
        return None
