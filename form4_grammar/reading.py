"""From a document to its filing: what `parse` and `check` do."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Literal

from form4_grammar import forms, grammar
from form4_grammar.diagnostics import Diagnostic, Diagnostics, of_the_document
from form4_grammar.model import PARTS, TABLES, Cell, Filing, Submission, SubmissionDocument
from form4_grammar.own_forms.transformer import Form
from form4_grammar.parser.document import Document, read
from form4_grammar.readers import DIALECTS, Dialect, PageText, dialect_of, page_text, too_much
from form4_grammar.readers.page_text import Doubt, Torn, Unplaced
from form4_grammar.readers.pieces import of_pieces
from form4_grammar.readers.placing import placed, placed_diagnostic, with_ciks, with_ciks_of
from form4_grammar.readers.recompose import recompose
from form4_grammar.rules import layout
from form4_grammar.source import Source, content_of, is_enclosed, is_pdf, open_source
from form4_grammar.submission import Header, form_alone, read_header
from form4_grammar.transform import transform
from form4_grammar.transform.cuts import without_cuts
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.html_source import told_by_source

if TYPE_CHECKING:
    from lark import Token, Tree

    from form4_grammar.readers.pdf import OnPaper


_BEGINNING = 16_384
_EXHIBIT = "EX-99"
"""The exhibits that say of the filing what found no room on the form, such as further owners."""

_PART_OF = re.compile(r"[.\[]")
_OWN_KEY = re.compile(r"\.\w+$")
_LONGEST_SHOWN = 60
_SEVERAL = 2
_SEVERAL_CAPTIONS = 3
_NAME_ONLY = "neither items nor tables nor a signature were found, as they stand on a Form"
_NOTHING = "nothing of a Form 3, 4 or 5 was found"
_A_PATH = re.compile(r"[^\n\r\t<>|]{1,250}\.(?:txt|html?|md|xml|json|pdf|gz|zip)", re.IGNORECASE)
_HELP_WITH_PATH = "A str is the text of a document. For the file of that name give pathlib.Path({0!r})."

_OF_COLUMNS = (layout.TABLE_I_COLUMNS, layout.TABLE_II_COLUMNS, layout.HEADING_GROUPS, layout.COLUMN_SEQUENCE)
"""What else is said of a table that has lost columns."""

_DASH_IN_ROW = re.compile(r"\t(?:[-–—]{1,2}|_{1,3}|…|☐|n/?a|n\.a\.|none|nil|null|nan|\(?blank\)?)[\t\n]", re.IGNORECASE)
_OF_A_FORM = frozenset({"TITLE", "HEADER_LINE", "TABLE_I_TITLE", "TABLE_II_TITLE", "EXPLANATION_OF_RESPONSES"})


@dataclass(frozen=True, eq=False, repr=False)
class Reading:
    """What was read of a document; `parse` gives it as `Parsed`, `check` with more findings as `Checked`.

    ``filing`` is None only where nothing of a Form 3, 4 or 5 was found. ``unread`` are the parts of the filing (`model.PARTS`)
    that could not be read; each has an error. ``submission`` is what the header of a full submission says. ``places`` maps the
    path of each field that is not a cell, e.g. ``issuer.name``, to the offsets of its text. ``page`` is the text that the
    grammar read, and ``on_page`` the same reading with its places there; it is None where that text is the document itself.
    ``layout_year`` is the year since when the form is printed as the page is; None for XML. ``fields`` are those of a form of
    one's own, by the names of its grammar's rules (`own_forms.fields`): such a form has no ``filing``, its ``unread`` are its
    own names, and ``value`` is what its transformer makes of the fields. ``came_in`` says in words what the document was taken
    out of, such as an e-mail; ``source`` is then the document alone.

    Two are equal where they are of the same kind, of the same text, and read as the same form and dialect.
    """

    source: Source
    form: str | None
    filing: Filing | None
    diagnostics: tuple[Diagnostic, ...]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    grammar: grammar.Grammar | None = None
    dialect: Dialect = "text"
    page: PageText | None = None
    on_page: Parsed | None = None
    unread: tuple[str, ...] = ()
    submission: Submission | None = None
    layout_year: int | None = None
    came_in: str = ""
    fields: Mapping[str, Any] | None = None
    value: Any = None

    @property
    def is_read(self) -> bool:
        """Whether something was read: a filing, or the fields of a form of one's own."""
        return self.filing is not None or self.fields is not None

    def __post_init__(self) -> None:
        """Tells the findings which document they are of."""
        object.__setattr__(self, "diagnostics", Diagnostics(one.of(self.source) for one in self.diagnostics))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and type(self) is type(other) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        what = "no form" if self.form is None else f"Form {self.form}"
        number = len(self.diagnostics)
        unread = f", unread: {', '.join(self.unread)}" if self.unread else ""
        return f"<{type(self).__name__}: {what}, {self.dialect}, {number} finding{'' if number == 1 else 's'}{unread}>"

    def _repr_html_(self) -> str:
        """What a notebook shows of the document: its filing or fields, and what was found."""
        from form4_grammar import notebook  # noqa: PLC0415 - asked for by notebooks only

        inside = ""
        if self.filing is not None:
            inside = notebook.filing_inside(self.filing)
        elif self.fields is not None:
            inside = notebook.own_fields(self.fields)
        return notebook.document(repr(self).strip("<>"), self.unread, inside, self.diagnostics)

    @property
    def _identity(self) -> tuple[str, str, str | None, Dialect]:
        return self.source.text, self.source.refused, self.form, self.dialect

    def place(self, path: str) -> tuple[int, int] | None:
        """Where a field that is no cell stands, or what has such fields; None where the document has no place for it."""
        # What has a place of its own has no parts that do, so few documents need the extents of all that is made of parts
        return self.places.get(path) or self._extents.get(path)

    @cached_property
    def _extents(self) -> Mapping[str, tuple[int, int]]:
        """Where what has fields stands, from the first of its parts to the last."""
        found: dict[str, tuple[int, int]] = {}
        for path, (start, end) in self.places.items():
            for whole in (path, *(path[: sign.start()] for sign in _PART_OF.finditer(path))):
                first, last = found.get(whole, (start, end))
                found[whole] = min(first, start), max(last, end)
        return found

    @cached_property
    def tree(self) -> Tree[Token]:
        """The parse tree of the page, or of the XML, each node with its span in ``meta``. Built when it is first asked for."""
        from form4_grammar.tree import build, empty  # noqa: PLC0415 - few ask for the tree, and Lark is slow to import

        if self.dialect == "xml":
            from form4_grammar.ownership_xml.tree import tree  # noqa: PLC0415

            return tree(self.source)
        if self.grammar is None or self.page is None:
            return empty()
        return build(read(self.page.text, self.grammar), self.page, self.source)


class Parsed(Reading):
    """What `parse` read of a document."""


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
    """A reading, with what a form of one's own makes of its fields."""
    own = {one.grammar.form: one for one in (*among, form) if isinstance(one, Form)}
    chosen = own.get(parsed.form or "")
    if chosen is None and parsed.fields is not None and form == "auto":
        from form4_grammar.own_forms.installed import all_installed  # noqa: PLC0415 - a page of an installed form, which is rare

        chosen = next((one for one in all_installed()[0] if one.grammar is parsed.grammar), None)
    fields = parsed.fields if parsed.filing is None else parsed.filing.extra
    if chosen is None or chosen.transformer is None or fields is None:
        return parsed
    return replace(parsed, value=chosen.transformer.transform(fields))


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
    data = content if isinstance(content, bytes) else content[:_BEGINNING].encode(errors="replace")
    if is_enclosed(data):
        return _enclosed(content if isinstance(content, bytes) else content.encode(errors="replace"), form, dialect, among)
    opened = open_source(content)
    if opened.pdf and dialect in ("auto", "pdf"):
        return next(_of_pdf(opened, form, among))
    if opened.pdf or dialect == "pdf":
        opened = replace(opened, refused=opened.refused or f"the document is {'a PDF' if opened.pdf else 'no PDF'}")
    if opened.refused:
        return Parsed(opened, None, None, (of_the_document(layout.NOT_TEXT, opened.refused),))
    if isinstance(source, str) and _A_PATH.fullmatch(source):
        return Parsed(
            opened, None, None, (replace(of_the_document(layout.NOT_A_FORM, _NOTHING), help=_HELP_WITH_PATH.format(source)),)
        )
    header = read_header(opened.text)
    alone = opened if header is None or header.form is None else replace(opened, text=form_alone(opened.text, header))
    found = _parse(alone, form, dialect_of(alone.text) if dialect == "auto" else dialect, among)
    return found if header is None else _submitted(replace(found, source=opened), header)


def _of_pdf(opened: Source, form: str | grammar.Grammar, among: Sequence[grammar.Grammar]) -> Iterator[Parsed]:
    """The filings of a PDF."""
    from form4_grammar.readers.pdf import Refused, read_pdf  # noqa: PLC0415 - no other dialect needs it

    for found in read_pdf(opened.pdf):
        if isinstance(found, Refused):
            refused = f"the document is {found.why}"
            yield Parsed(Source("", refused=refused), None, None, (of_the_document(layout.NOT_TEXT, refused),), dialect="pdf")
        else:
            yield _on_paper(_parse_lines(Source(found.text), found.lines, form, "pdf", among), found)


def _on_paper(found: Parsed, sheets: OnPaper) -> Parsed:
    """A reading of a PDF, with its places in the page text, and what the pages say besides."""
    from form4_grammar.readers.pdf.placing import with_paper  # noqa: PLC0415

    on_page, page = found.on_page, found.page
    if on_page is None or page is None or on_page.filing is None or found.filing is None:
        source = replace(found.source, paper=sheets.paper)
        return replace(found, source=source, diagnostics=(*sheets.findings, *found.diagnostics))
    linked = {path: place for path, at in found.places.items() if path not in on_page.places and (place := page.find(*at))}
    places = {**on_page.places, **linked}
    columns = [one for one in on_page.diagnostics if one.rule in _OF_COLUMNS]
    filing, told = with_paper(with_ciks_of(on_page.filing, found.filing), places, page, sheets, columns)
    source = Source(page.text, paper=sheets.paper.of_page(page.starts, page.ends))
    cut = {one.path for one in told if one.rule is layout.PAPER_EDGE and one.path is not None}
    others = (one for one in on_page.diagnostics if one.path not in cut or one.rule not in _OF_COLUMNS)
    return replace(on_page, source=source, filing=filing, diagnostics=(*told, *others), places=places)


def _enclosed(
    data: bytes, form: str | grammar.Grammar, dialect: Dialect | Literal["auto"], among: Sequence[grammar.Grammar]
) -> Parsed:
    """The document in an envelope: of several the first that is a filing, with a finding where there are others."""
    from form4_grammar.envelopes import opened  # noqa: PLC0415 - few documents come in one

    envelope = opened(data)
    if envelope.refused:
        refused = f"the document is {envelope.refused}"
        return Parsed(Source("", refused=refused), None, None, (of_the_document(layout.NOT_TEXT, refused),))
    readings = [(one.name, _read(one.content, form, dialect, among)) for one in envelope.documents]
    filings = [(name, parsed) for name, parsed in readings if parsed.form is not None]
    name, best = (filings or readings)[0]
    found = []
    if envelope.damage:
        found.append(of_the_document(layout.DAMAGED_ENVELOPE, envelope.damage))
    others = [other for other, parsed in filings[1:] if parsed.filing is not None and parsed.filing != best.filing]
    if others:
        message = f"{envelope.kind} with {len(others) + 1} filings; read: {name or 'the first'}; not read: {', '.join(others)}"
        found.append(of_the_document(layout.ONE_OF_SEVERAL, message))
    came_in = f"{envelope.kind}, in it {name}" if name else envelope.kind
    return replace(best, diagnostics=(*found, *best.diagnostics), came_in=came_in)


def _parse(opened: Source, form: str | grammar.Grammar, spoken: Dialect, among: Sequence[grammar.Grammar]) -> Parsed:
    if spoken == "xml":
        return _read_xml(opened, form)
    if refused := too_much(opened.text, spoken):
        return Parsed(
            replace(opened, refused=refused), None, None, (of_the_document(layout.NOT_TEXT, refused),), dialect=spoken
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
        unusable = (of_the_document(layout.INSTALLED_FORM, problem) for problem in problems)
        return Parsed(opened, None, None, (of_the_document(layout.NOT_A_FORM, what), *unusable), dialect=spoken)
    if not isinstance(name, grammar.Grammar) and (typed := forms.typed(lines.text)) is not None:
        return _read_typed(opened, form, detected, typed, lines, spoken)
    chosen = name if isinstance(name, grammar.Grammar) else grammar.load(name)
    page, document = _read_page(lines, chosen, spoken)
    chosen = document.grammar
    if page is not lines:
        detected = forms.detect(page.text)
    if not chosen.base:  # a form of the caller's own: its layout can be judged, its fields have no model
        return _read_own(opened, document, page, spoken)
    if not _is_filing(document):
        return Parsed(opened, None, None, (of_the_document(layout.NOT_A_FORM, f"{_NAME_ONLY} {chosen.form}"),), dialect=spoken)
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
    filing, findings = _with_added(document, page) if chosen.added else transform(document, _on_page(page))
    filing = without_cuts(filing, cuts, findings)
    told = findings.diagnostics
    if detected.form == chosen.base:
        told = [_told_by(diagnostic, detected) for diagnostic in told]
    if spoken != "text":
        told = list(_around(told, document))
    found = (*_of_the_whole(opened, form, chosen, detected, document), *told)
    unread = tuple(part for part in PARTS if part in findings.unread)
    unread += tuple(sorted(findings.unread.difference(PARTS))) if chosen.added else ()
    itself = opened if page.starts is None else Source(page.text)
    lines = page if page.starts is None else PageText(page.text)
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
    if page.starts is None:
        return on_page
    return _placed(on_page, opened, page)


def _with_added(document: Document, page: PageText) -> tuple[Filing, Findings]:
    """The filing of a page of a derived form, with what the form adds."""
    from form4_grammar.own_forms import derived  # noqa: PLC0415 - the package's own forms do not need it

    added = derived.read_added(document)
    more = added.findings
    filing, findings = transform(document, _on_page(page), more.references)
    findings.diagnostics = sorted([*findings.diagnostics, *more.diagnostics], key=lambda one: (one.start, one.end, one.code))
    findings.places |= more.places
    findings.unread |= more.unread
    return derived.with_added(filing, added), findings


def _read_own(opened: Source, document: Document, page: PageText, spoken: Dialect) -> Parsed:
    """A page by a grammar of the caller's own."""
    from form4_grammar.own_forms import doubts  # noqa: PLC0415 - the package's own forms do not need it, nor what follows
    from form4_grammar.own_forms.fields import fields_of  # noqa: PLC0415
    from form4_grammar.own_forms.findings import report  # noqa: PLC0415
    from form4_grammar.own_forms.placing import placed_fields  # noqa: PLC0415

    own = document.grammar
    if not any(item.rule for item in document.items) and not forms.has_own_text(page.text, own):
        nothing = of_the_document(layout.NOT_A_FORM, f"nothing of the form {own.form} was found")
        return Parsed(opened, None, None, (nothing,), grammar=own, dialect=spoken)
    findings = Findings()
    on_page = doubts.settle(fields_of(document, findings), document, _on_page(page), findings)
    report(document, on_page, findings)
    fields = placed_fields(on_page, page, opened.text)
    lost = doubts.lost_text(opened.text, page, fields) if spoken == "text" else ()
    found = (
        *_by_the_reader(page),
        *doubts.unplaced(page, opened.text, fields),
        *lost,
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
        page = recompose(found.page, found.grammar)
        document = read(page.text, found.grammar)
        if _is_filing(document) and document.items:
            cuts = [place[0] for at in found.doubts if (place := page.find(at, at + 1)) is not None]
            return _filed(opened, form, detected, page, document, found.dialect, cuts)
    start, end = lines.span(typed.start, typed.end)
    message = f"a Form {name} of {typed.years} as its filer typed it; not read"
    refusal = Diagnostic(layout.TYPED_FORM, message, start, end, help=layout.TYPED_FORM.fix)
    return Parsed(opened, name, None, (refusal,), dialect=spoken, unread=PARTS)


def _on_page(page: PageText) -> list[Doubt]:
    """What the reader could not tell, at its places on the page."""
    told = (doubt for doubt in page.doubts if isinstance(doubt, Doubt))
    places = ((doubt, page.find(doubt.start, doubt.end)) for doubt in told)
    return [doubt._replace(start=at[0], end=at[1]) for doubt, at in places if at is not None]


def _submitted(found: Parsed, header: Header) -> Parsed:
    """A reading with what the header of its submission says, and a finding for each further document that tells of owners."""
    on_page = found.on_page
    further = [
        Diagnostic(layout.FURTHER_DOCUMENT, _further(document), *place, help=layout.FURTHER_DOCUMENT.fix)
        for document, place in zip(header.submission.documents, header.texts, strict=True)
        if (document.type or "").startswith(_EXHIBIT)
    ]
    if on_page is not None and found.page is not None:
        places = {path: place for path, at in header.places.items() if (place := found.page.find(*at)) is not None}
        on_page = replace(on_page, submission=header.submission, places={**on_page.places, **places})
    diagnostics, places = (*found.diagnostics, *further), {**found.places, **header.places}
    return replace(found, submission=header.submission, diagnostics=diagnostics, places=places, on_page=on_page)


def _further(document: SubmissionDocument) -> str:
    shown = [text for text in (document.type, document.description, document.filename) if text]
    return f"the submission holds a further document, which was not read: {', '.join(shown)}"


def _read_page(lines: PageText, chosen: grammar.Grammar, dialect: Dialect) -> tuple[PageText, Document]:
    """The page text and what is read of it. A text has the form's lines, unless its items can only be read without them."""
    pieces = lines
    if grammar.may_be_of_2002(lines.text) and (older := grammar.of_2002(chosen)) is not None:
        found = _read_page_of_2002(lines, older, chosen)
        if found is not None:
            return found
    else:
        pieces = of_pieces(lines, chosen)
    if dialect == "text" and lines.starts is None and pieces is lines:
        document = read(lines.text, chosen)
        has_dashes = _DASH_IN_ROW.search(lines.text) is not None
        if _left_over(document)[0] < _SEVERAL and not has_dashes:
            return lines, document
        page = recompose(lines, chosen)
        again = read(page.text, chosen)
        is_better = _left_over(again) < _left_over(document) or (has_dashes and _misfits(again) < _misfits(document))
        return (page, again) if is_better else (lines, document)
    page = recompose(pieces, chosen)
    return page, read(page.text, chosen)


def _read_page_of_2002(lines: PageText, older: grammar.Grammar, later: grammar.Grammar) -> tuple[PageText, Document] | None:
    """The page as one of 2003 to 2009; None where less departs from the later one."""
    readings = []
    for chosen in (older, later):
        page = recompose(of_pieces(lines, chosen), chosen)
        document = read(page.text, chosen)
        departures = (*_left_over(document), len(document.page.missing), len(document.page.moved), len(document.absent))
        readings.append((sum(departures), page, document))
        if not sum(departures):
            break
    best, page, document = min(readings, key=lambda reading: reading[0])
    return (page, document) if best == readings[0][0] else None


def _is_filing(document: Document) -> bool:
    """Whether something of the form stands on a page: an item, a table, the line below the signatures, or captions anywhere."""
    if any(item.rule for item in document.items) or any(table.heading for table in document.tables):
        return True
    strange = set(document.page.unexpected)
    own = {title for title in document.grammar.tables if title is not None} | {"SIGNATURE_OF_REPORTING_PERSON"}
    if any(line.type in own for line in document.page.lines if line not in strange):
        return True
    return forms.captions_in(document.source, document.grammar) >= _SEVERAL_CAPTIONS


def _left_over(document: Document) -> tuple[int, int]:
    """How many items and how many lines of a page could not be read."""
    return sum(item.node is None for item in document.items), len(document.page.unexpected)


def _misfits(document: Document) -> int:
    """How many rows of a page do not fit their columns."""
    return sum(not row.fits for table in document.tables for row in table.rows)


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
    is_alike = on_page.dialect == "html" and not is_typed  # nothing is alike in its filer's own HTML
    by_source = told_by_source(filing, places, opened.text) if is_alike else ()
    return replace(
        on_page,
        source=opened,
        filing=filing,
        diagnostics=(
            *_by_the_reader(page),
            *_unplaced(page, filing, places, opened.text),
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
    if form in grammar.FORMS and reading.form not in (None, form):
        found.insert(0, of_the_document(layout.ANOTHER_FORM, f"the document is a Form {reading.form}, and was read as one"))
    if opened.decoded_as:
        found.insert(0, _not_utf8(opened))
    unread = tuple(part for part in PARTS if part in reading.findings.unread)
    return Parsed(opened, reading.form, reading.filing, tuple(found), reading.findings.places, dialect="xml", unread=unread)


def _of_the_whole(
    opened: Source, form: str | grammar.Grammar, chosen: grammar.Grammar, detected: forms.Detected, document: Document
) -> Iterator[Diagnostic]:
    """What is to be said of the document as a whole."""
    if form in grammar.FORMS and detected.form not in (None, form):
        yield of_the_document(
            layout.ANOTHER_FORM, f"the page calls itself a Form {detected.form}, and was read as a Form {form}"
        )
    if form == "auto" and not (detected.is_certain and document.items):
        why = "the items that tell the forms apart were not found" if detected.is_certain else "as much speaks for another form"
        message = f"read as a Form {chosen.form}, but {why}"
        yield replace(of_the_document(layout.UNCERTAIN_FORM, message), path="form_type")
    if opened.decoded_as:
        yield _not_utf8(opened)


def _around(told: Iterable[Diagnostic], document: Document) -> Iterator[Diagnostic]:
    """The diagnostics; of a text before or after the whole form, on a page that was saved, they are information."""
    strange = set(document.page.unexpected)
    torn = sorted(line.start for line in strange if line.type in _OF_A_FORM)
    # Menus of sites hold the words Form 4, too
    of_form = [line for line in document.page.lines if line not in strange and line.type != "FORM_HEADING"]
    first, last = (of_form[0], of_form[-1]) if of_form else (None, None)
    missing = document.page.missing
    is_cut_above = sum(one.at == (first.start if first else 0) and not one.truncated for one in missing) > _SEVERAL
    is_cut_below = sum(one.truncated for one in missing) > _SEVERAL
    for diagnostic in told:
        start, end = diagnostic.start, diagnostic.end
        is_below = last is not None and start >= last.start
        if (
            diagnostic.rule is not layout.UNEXPECTED
            or bisect_left(torn, start) < bisect_left(torn, end)  # a second form, or a torn piece of this one
            or (first is not None and last is not None and first.end <= start and end <= last.start)
            or (is_cut_below if is_below else is_cut_above)  # the form's own end, or beginning, is not there
        ):
            yield diagnostic
            continue
        message = diagnostic.message.replace("unexpected: ", "left out: ", 1)
        yield replace(diagnostic, rule=layout.AROUND_FORM, message=message, path=None, help=layout.AROUND_FORM.fix)


def _by_the_reader(page: PageText) -> Iterator[Diagnostic]:
    """What bringing the document to a page met: one finding for each kind, at the first place."""
    for places, rule, message in (
        (page.joined, layout.BROKEN_WORD, "a wrapped line ends in a hyphen; joined with the next without a blank"),
        (page.guessed, layout.GUESSED_LINES, "lines were joined because the next word would not have fitted on them"),
        (page.hidden, layout.HIDDEN_TEXT, "text that a browser does not show was left out"),
    ):
        if places:
            more = "" if len(places) == 1 else f", and {len(places) - 1} more like it"
            yield Diagnostic(rule, f"{message}{more}", places[0], places[0] + 1, help=rule.fix)


def _unplaced(page: PageText, filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """What the reader left out because it could be of two cells, each at the row or item that it is beside."""
    for doubt in page.doubts:
        if isinstance(doubt, Torn):
            path = _path_at(doubt.start, filing, places)
            message = "a line was cut here, maybe between two words; read as one"
            yield Diagnostic(layout.TORN_WORD, message, doubt.start, doubt.start + 1, path=path, help=layout.TORN_WORD.fix)
        if not isinstance(doubt, Unplaced):
            continue
        shown = shorten(source[doubt.start : doubt.end], _LONGEST_SHOWN, placeholder=" …")
        path = _path_at(doubt.beside, filing, places)
        message = f"could be of two cells, and was left out of both: {shown!r}"
        yield Diagnostic(layout.UNPLACED_TEXT, message, doubt.start, doubt.end, path=path, help=layout.UNPLACED_TEXT.fix)


def _path_at(at: int, filing: Filing, places: Mapping[str, tuple[int, int]]) -> str | None:
    """The row that has a cell at a place of the document, or the item that has a field there."""
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            cells = (getattr(row, field.name) for field in fields(row))
            if any(isinstance(cell, Cell) and 0 <= cell.start <= at < cell.end for cell in cells):
                return f"{table}[{index}]"
    found = next((path for path, (start, end) in places.items() if start <= at < end), None)
    return _OWN_KEY.sub("", found) if found else None


def _not_utf8(opened: Source) -> Diagnostic:
    return of_the_document(layout.NOT_UTF8, f"not UTF-8; read as {opened.decoded_as}")


def _told_by(diagnostic: Diagnostic, detected: forms.Detected) -> Diagnostic:
    """The diagnostic; where it stands on a mark of another form, it says what the form was told by instead."""
    if not any(mark.start <= diagnostic.start < mark.end for mark in detected.against):
        return diagnostic
    marks = sorted((mark for mark in detected.marks if detected.form in mark.forms), key=lambda mark: len(mark.forms))
    shown = " and ".join(repr(shorten(mark.text, 50, placeholder=" …")) for mark in marks[:2])
    return replace(diagnostic, message=f"{diagnostic.message}; read as Form {detected.form} by {shown}")
