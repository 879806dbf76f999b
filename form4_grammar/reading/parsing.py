"""From a document to its filing: what `parse` does."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from form4_grammar import forms, grammar
from form4_grammar.diagnostics import Diagnostic, codes_of, of_the_document
from form4_grammar.documents.source import Source, content_of, is_enclosed, is_pdf, is_text_enclosed, open_source
from form4_grammar.documents.submission import form_alone, read_header
from form4_grammar.model import PARTS
from form4_grammar.own_forms.transformer import Form
from form4_grammar.parser.document import Document, read
from form4_grammar.readers import DIALECTS, Dialect, PageText, dialect_of, page_text, too_much
from form4_grammar.readers.placing import placed, placed_diagnostic, with_ciks
from form4_grammar.reading.filing import filing_of
from form4_grammar.reading.left_over import much_left_over
from form4_grammar.reading.one_width import of_one_width
from form4_grammar.reading.pages import doubts_on_page, is_filing, read_page, recomposed
from form4_grammar.reading.results import Parsed
from form4_grammar.reading.whole_document import (
    around_the_form,
    by_the_reader,
    hidden_own_rows,
    hidden_rows,
    left_unplaced,
    not_utf8,
    of_the_whole,
    told_by,
)
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, grid, sources
from form4_grammar.suspicions.traces import report_traces
from form4_grammar.transform.findings import Findings

_NAME_ONLY = "neither items nor tables nor a signature were found, as they stand on a Form"
_NOTHING = "nothing of a Form 3, 4 or 5 was found"
_A_PATH = regex(r"[^\n\r\t<>|]{1,250}\.(?:txt|html?|md|xml|json|pdf|gz|zip)", re.IGNORECASE)
_HELP_WITH_PATH = "A str is the text of a document. For the file of that name give pathlib.Path({0!r})."


_FEW_COLUMNS = codes_of(grid.TABLE_I_COLUMNS, grid.TABLE_II_COLUMNS)


def parse(
    source: str | bytes | os.PathLike[str],
    *,
    form: str | grammar.Grammar | Form = "auto",
    dialect: Dialect | Literal["auto"] = "auto",
    among: Sequence[grammar.Grammar | Form] = (),
) -> Parsed:
    """Reads a document: a `str` is its text, `bytes` its content, a path its file.

    `form` is ``"3"``, ``"4"``, ``"5"``, a form of your own, or ``"auto"`` for what the page itself says; `dialect` how the
    document is written, or ``"auto"`` for what it looks like. `among` are forms of your own that a page may be, too. Raises
    `OSError` where a file cannot be read and `ValueError` for another `form` or `dialect`, and nothing for what is in a
    document.
    """
    wanted, grammars = _grammar_of(form), tuple(one.grammar if isinstance(one, Form) else one for one in among)
    return _with_value(_read(source, wanted, dialect, grammars), form, among)


def parse_all(
    source: str | bytes | os.PathLike[str],
    *,
    form: str | grammar.Grammar | Form = "auto",
    dialect: Dialect | Literal["auto"] = "auto",
    among: Sequence[grammar.Grammar | Form] = (),
) -> Iterator[Parsed]:
    """Reads the filings of a document one after the other: a PDF may hold several. All else is as `parse` has it."""
    wanted, grammars = _grammar_of(form), tuple(one.grammar if isinstance(one, Form) else one for one in among)
    content = content_of(source)
    opened = open_source(content) if isinstance(content, bytes) and is_pdf(content) else None
    if opened is None or not opened.pdf or dialect not in ("auto", "pdf"):
        readings = iter((_read(source if isinstance(source, str) else content, wanted, dialect, grammars),))
    else:
        _check(wanted, dialect)
        readings = _of_pdf(opened, wanted, grammars)
    for one in readings:
        yield _with_value(one, form, among)


def _grammar_of(form: str | grammar.Grammar | Form) -> str | grammar.Grammar:
    return form.grammar if isinstance(form, Form) else form


def _with_value(parsed: Parsed, form: object, among: Sequence[object]) -> Parsed:
    """A reading, with what the transformer of its form makes of it."""
    if parsed.filing is not None and isinstance(form, str) and not among:  # as most are
        return parsed
    own = {one.grammar.form: one for one in (*among, form) if isinstance(one, Form)}
    chosen = own.get(parsed.form or "")
    if chosen is None and parsed.fields is not None and form == "auto":
        from form4_grammar.own_forms.installed import all_installed  # noqa: PLC0415 - a page of an installed form, which is rare

        chosen = next((one for one in all_installed()[0] if one.grammar is parsed.grammar), None)
    read = parsed.fields if parsed.filing is None else parsed.filing
    if chosen is None or chosen.transformer is None or read is None:
        return parsed
    return replace(parsed, value=chosen.transformer.transform(read))


def _check(form: str | grammar.Grammar, dialect: str) -> None:
    if not isinstance(form, grammar.Grammar) and form not in ("auto", *grammar.FORMS):
        raise ValueError(f"no such form: {form!r}")
    if dialect not in ("auto", *DIALECTS):
        raise ValueError(f"no such dialect: {dialect!r}")


def _read(
    source: str | bytes | os.PathLike[str],
    form: str | grammar.Grammar,
    dialect: Dialect | Literal["auto"],
    among: Sequence[grammar.Grammar],
) -> Parsed:
    _check(form, dialect)
    content = content_of(source)
    if is_enclosed(content) if isinstance(content, bytes) else is_text_enclosed(content):
        return _enclosed(content if isinstance(content, bytes) else content.encode(errors="replace"), form, dialect, among)
    opened = open_source(content)
    if opened.pdf and dialect in ("auto", "pdf"):
        return next(_of_pdf(opened, form, among))
    if opened.pdf or dialect == "pdf":
        opened = replace(opened, refused=opened.refused or f"the document is {'a PDF' if opened.pdf else 'no PDF'}")
    if opened.refused:
        return Parsed(opened, None, None, (of_the_document(sources.NOT_TEXT, opened.refused),))
    if isinstance(source, str) and _A_PATH.fullmatch(source):
        return Parsed(
            opened, None, None, (replace(of_the_document(sources.NOT_A_FORM, _NOTHING), help=_HELP_WITH_PATH.format(source)),)
        )
    header = read_header(opened.text)
    alone = opened if header is None or header.form is None else replace(opened, text=form_alone(opened.text, header))
    found = _parse(alone, form, dialect_of(alone.text) if dialect == "auto" else dialect, among)
    if header is None:
        return found
    from form4_grammar.reading.submissions import further_forms, is_same, submitted  # noqa: PLC0415 - few have a header

    others = [
        Diagnostic(sources.ONE_OF_SEVERAL, message, start, end, help=sources.ONE_OF_SEVERAL.fix)
        for message, start, end in further_forms(header)
        if (other := parse(opened.text[start:end], form=form, among=among)).filing is not None and not is_same(other, found)
    ]
    return submitted(replace(found, source=opened, diagnostics=(*found.diagnostics, *others)), header)


def _of_pdf(opened: Source, form: str | grammar.Grammar, among: Sequence[grammar.Grammar]) -> Iterator[Parsed]:
    """The filings of a PDF."""
    from form4_grammar.readers.pdf import Refused, read_pdf  # noqa: PLC0415 - no other dialect needs it
    from form4_grammar.reading.paper import on_paper  # noqa: PLC0415

    for found in read_pdf(opened.pdf):
        if isinstance(found, Refused):
            refused = f"the document is {found.why}"
            yield Parsed(Source("", refused=refused), None, None, (of_the_document(sources.NOT_TEXT, refused),), dialect="pdf")
        else:
            yield on_paper(_parse_lines(Source(found.text), found.lines, form, "pdf", among), found)


def _enclosed(
    data: bytes, form: str | grammar.Grammar, dialect: Dialect | Literal["auto"], among: Sequence[grammar.Grammar]
) -> Parsed:
    """The document in an envelope: of several the first that is a filing, with a finding where there are others."""
    from form4_grammar.documents.envelopes import opened  # noqa: PLC0415 - few documents come in one

    envelope = opened(data)
    if envelope.refused:
        refused = f"the document is {envelope.refused}"
        return Parsed(Source("", refused=refused), None, None, (of_the_document(sources.NOT_TEXT, refused),))
    readings = [(one.name, _read(one.content, form, dialect, among)) for one in envelope.documents]
    filings = [(name, parsed) for name, parsed in readings if parsed.form is not None]
    name, best = (filings or readings)[0]
    found = []
    if envelope.damage:
        found.append(of_the_document(sources.DAMAGED_ENVELOPE, envelope.damage))
    others = [other for other, parsed in filings[1:] if parsed.filing is not None and parsed.filing != best.filing]
    if others:
        message = f"{envelope.kind} with {len(others) + 1} filings; read: {name or 'the first'}; not read: {', '.join(others)}"
        found.append(of_the_document(sources.ONE_OF_SEVERAL, message))
    came_in = f"{envelope.kind}, in it {name}" if name else envelope.kind
    return replace(best, diagnostics=(*found, *best.diagnostics), came_in=came_in)


def _parse(opened: Source, form: str | grammar.Grammar, spoken: Dialect, among: Sequence[grammar.Grammar]) -> Parsed:
    if spoken == "xml":
        return _read_xml(opened, form)
    if refused := too_much(opened.text, spoken):
        return Parsed(
            replace(opened, refused=refused), None, None, (of_the_document(sources.NOT_TEXT, refused),), dialect=spoken
        )
    return _parse_lines(opened, page_text(opened.text, spoken), form, spoken, among)


def _parse_lines(
    opened: Source, lines: PageText, form: str | grammar.Grammar, spoken: Dialect, among: Sequence[grammar.Grammar]
) -> Parsed:
    """What is read of the lines of a document."""
    own = forms.own_form(lines.text, among) if among and form == "auto" else None
    detected = forms.detect(lines.text)
    name = own or detected.form if form == "auto" else form
    problems: list[str] = []
    if name is None:
        name, problems = _installed(lines.text)
    if name is None:
        other = forms.other_document(opened.text)
        what = f"{_NOTHING}{f'; this may be {other}' if other else ''}"
        unusable = (of_the_document(sources.INSTALLED_FORM, problem) for problem in problems)
        return Parsed(opened, None, None, (of_the_document(sources.NOT_A_FORM, what), *unusable), dialect=spoken)
    if not isinstance(name, grammar.Grammar) and (typed := forms.typed(lines.text)) is not None:
        return _read_typed(opened, form, detected, typed, lines, spoken)
    chosen = name if isinstance(name, grammar.Grammar) else grammar.load(name)
    page, document = read_page(lines, chosen, spoken)
    chosen = document.grammar
    if page is not lines:
        detected = forms.detect(page.text)
    if not chosen.base:  # a form of the caller's own: its layout can be judged, its fields have no model
        return _read_own(opened, document, page, spoken)
    if not is_filing(document):
        return Parsed(opened, None, None, (of_the_document(sources.NOT_A_FORM, f"{_NAME_ONLY} {chosen.form}"),), dialect=spoken)
    return _filed(opened, form, detected, page, document, spoken)


def _installed(text: str) -> tuple[grammar.Grammar | None, list[str]]:
    """The installed form that a page is, and why some could not be asked. It takes long, so only for what is nothing else."""
    from form4_grammar.own_forms.installed import all_installed  # noqa: PLC0415

    found, problems = all_installed()
    return (forms.own_form(text, [one.grammar for one in found]) if found else None), problems


def _filed(
    opened: Source,
    form: str | grammar.Grammar,
    detected: forms.Detected,
    page: PageText,
    document: Document,
    spoken: Dialect,
    cuts: Sequence[int] = (),
) -> Parsed:
    """The filing of a page that was read, and what is found in it. `cuts` are places where a word may have been cut."""
    chosen = document.grammar
    filing, findings = filing_of(document, doubts_on_page(page), cuts)
    told = findings.diagnostics
    if detected.form == chosen.base and detected.marks:
        told = [told_by(diagnostic, detected) for diagnostic in told]
    if spoken != "text":
        told = list(around_the_form(told, document))
    found = (*of_the_whole(opened, form, chosen, detected, document), *told, *much_left_over(document, told))
    unread = tuple(part for part in PARTS if part in findings.unread)
    unread += tuple(sorted(findings.unread.difference(PARTS))) if chosen.added else ()
    itself = opened if page.places is None else Source(page.text)
    lines = page if page.places is None else PageText(page.text)
    on_page = Parsed(
        itself,
        chosen.form,
        filing,
        found,
        findings.places,
        chosen,
        spoken,
        lines,
        unread=unread,
        layout_year=findings.layout_year,
    )
    parsed = on_page if page.places is None else _placed(on_page, opened, page)
    if spoken == "html" or parsed.filing is None:
        return parsed
    lacks = bool(parsed.unread) or any(one.code in _FEW_COLUMNS for one in parsed.diagnostics)
    more = [*of_one_width(opened.text, parsed.filing, parsed.places, lacks_columns=lacks)]
    name = parsed.filing.issuer.name or ""
    if not chosen.is_typed and name.upper() in (name, name.swapcase()):
        from form4_grammar.suspicions.as_a_whole import in_one_case  # noqa: PLC0415 - few pages are

        more += in_one_case(parsed.filing, parsed.places, opened.text)
    return replace(parsed, diagnostics=(*parsed.diagnostics, *more)) if more else parsed


def _read_own(opened: Source, document: Document, page: PageText, spoken: Dialect) -> Parsed:
    """A page by a grammar of the caller's own."""
    from form4_grammar.own_forms import doubts  # noqa: PLC0415 - the package's own forms do not need it, nor what follows
    from form4_grammar.own_forms.fields import fields_of  # noqa: PLC0415
    from form4_grammar.own_forms.findings import report  # noqa: PLC0415
    from form4_grammar.own_forms.placing import placed_fields  # noqa: PLC0415

    own = document.grammar
    if not any(item.rule for item in document.items) and not forms.has_own_text(page.text, own):
        nothing = of_the_document(sources.NOT_A_FORM, f"nothing of the form {own.form} was found")
        return Parsed(opened, None, None, (nothing,), grammar=own, dialect=spoken)
    findings = Findings()
    on_page = doubts.settle(fields_of(document, findings), document, doubts_on_page(page), findings)
    report(document, on_page, findings)
    fields = placed_fields(on_page, page, opened.text)
    lost = doubts.lost_text(opened.text, page, fields) if spoken == "text" else ()
    found = (
        *by_the_reader(page),
        *doubts.unplaced(page, opened.text, fields),
        *lost,
        *doubts.in_one_case(opened.text, fields, own),
        *hidden_own_rows(page, fields, opened.text),
        *(placed_diagnostic(one, page) for one in findings.diagnostics),
    )
    places = {path: page.span(*place) for path, place in findings.places.items()}
    unread = tuple(name for name in fields if name in findings.unread)
    unread += tuple(sorted(findings.unread - set(unread)))
    return Parsed(opened, own.form, None, found, places, own, spoken, page, unread=unread, fields=fields)


def _read_typed(
    opened: Source, form: str | grammar.Grammar, detected: forms.Detected, typed: forms.Typed, lines: PageText, spoken: Dialect
) -> Parsed:
    """A form as its filer typed it; of one whose items or tables are not found, nothing is read."""
    from form4_grammar.readers.typed import read_typed  # noqa: PLC0415 - few pages were typed

    name = form if form in grammar.FORMS else detected.form
    assert isinstance(name, str), "a typed form is one of the package's own"
    grammars = [grammar.typed(name, with_the_day=with_the_day) for with_the_day in (typed.with_the_day, not typed.with_the_day)]
    found = read_typed(opened.text, lines, spoken, tuple(dict.fromkeys(grammars)))
    if found is not None:
        page = recomposed(found.page, found.grammar)
        document = read(page.text, found.grammar)
        if is_filing(document) and document.items:
            cuts = [place[0] for at in found.doubts if (place := page.find(at, at + 1)) is not None]
            parsed = _filed(opened, form, detected, page, document, found.dialect, cuts)
            return parsed if found.lettered is None else _numbered_by_order(parsed, *found.lettered)
    start, end = lines.span(typed.start, typed.end)
    message = f"a Form {name} of {typed.years} as its filer typed it; not read"
    refusal = Diagnostic(sources.TYPED_FORM, message, start, end, help=sources.TYPED_FORM.fix)
    return Parsed(opened, name, None, (refusal,), dialect=spoken, unread=PARTS)


def _numbered_by_order(parsed: Parsed, start: int, end: int) -> Parsed:
    """A reading of notes that had no numbers, and what tells so."""
    message = f"the notes are marked {parsed.source.text[start:end]} and so on; they have their numbers by their order"
    told = Diagnostic(footnotes.LETTERED_NOTES, message, start, end, "footnotes", footnotes.LETTERED_NOTES.fix)
    return replace(parsed, diagnostics=(*parsed.diagnostics, told))


def _placed(on_page: Parsed, opened: Source, page: PageText) -> Parsed:
    """A reading of the page text, with its places brought to the document, and what the document's links tell."""
    assert on_page.filing is not None
    places = {path: page.span(*place) for path, place in on_page.places.items()}
    is_typed = on_page.grammar is not None and on_page.grammar.is_typed
    is_drawn = is_typed and on_page.dialect == "text"
    raw = None if is_drawn else opened.text
    at_places = placed(on_page.filing, page, raw)
    if on_page.grammar is not None and on_page.grammar.added:
        from form4_grammar.own_forms.derived import placed_added  # noqa: PLC0415 - the package's own forms do not need it

        at_places = placed_added(at_places, page, raw)
    filing, linked = with_ciks(at_places, page, places)
    by_source: Iterator[Diagnostic] = iter(())
    if on_page.dialect == "html" and not is_typed:  # nothing is alike in its filer's own HTML
        from form4_grammar.suspicions.html_source import told_by_source  # noqa: PLC0415 - no other dialect needs it

        told = frozenset(one.path for one in on_page.diagnostics)
        by_source = told_by_source(filing, places, opened.text, told, is_nested=page.is_nested)
    return replace(
        on_page,
        source=opened,
        filing=filing,
        diagnostics=(
            *by_the_reader(page),
            *left_unplaced(page, filing, places, opened.text),
            *hidden_rows(page, filing, opened.text),
            *(placed_diagnostic(one, page) for one in on_page.diagnostics),
            *by_source,
        ),
        places=places | linked,
        page=page,
        on_page=on_page,
    )


def _read_xml(opened: Source, form: str | grammar.Grammar) -> Parsed:
    """The ownership document, which needs no grammar."""
    from form4_grammar.ownership_xml.reader import read as read_xml  # noqa: PLC0415 - a page does not need it

    reading = read_xml(opened.text)
    found = reading.findings.diagnostics
    if reading.filing is not None:
        report_traces(reading.filing, reading.findings)
    if form in grammar.FORMS and reading.form not in (None, form):
        found.insert(0, of_the_document(sources.ANOTHER_FORM, f"the document is a Form {reading.form}, and was read as one"))
    if opened.decoded_as:
        found.insert(0, not_utf8(opened))
    unread = tuple(part for part in PARTS if part in reading.findings.unread)
    return Parsed(opened, reading.form, reading.filing, tuple(found), reading.findings.places, dialect="xml", unread=unread)
