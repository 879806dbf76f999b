"""What stands below the tables of a typed form: the notes, the signatures, and further owners on a page of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from form4_grammar.grammar import Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.further_owners import begins_owner, owners_last, take_owner
from form4_grammar.readers.typed.items import line_text, whole_text
from form4_grammar.readers.typed.marks import begins_note, begins_notes
from form4_grammar.readers.typed.notices import is_notice, write_notices
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine, Writer
from form4_grammar.readers.typed.wordings import wording

_SIGNED, _DATED = "SIGNATURE_OF_REPORTING_PERSON", "DATE_CAPTION"
_BEGUN_WORD, _REST_OF_WORD = re.compile(r"[A-Za-z]-$"), re.compile(r"(?!(?:and|or|to)\b)[a-z]")
"""one- and two-year is no word that was parted."""

_LABEL_END = re.compile(r"\s*:?\s*")
_INDENT = 1
"""The characters that a note which goes on is indented by, at least."""

_MOST_LINES = 8
"""The lines of a signature whose captions stand before the name and before the date."""


def write_end(page: PageText, lines: Sequence[TypedLine], grammar: Grammar, out: Writer) -> list[int]:
    """Writes what stands below the tables, the notes first; gives the places where a word may end in a hyphen."""
    end = _End(page, owners_last(_notes_first(lines, grammar), grammar), grammar, out)
    index = 0
    while index < len(end.lines):
        index = end.take(index)
    return end.hyphens


def _notes_first(lines: Sequence[TypedLine], grammar: Grammar) -> Sequence[TypedLine]:
    """The lines, the notes before the signature below which they stand."""
    notes, signed = (wording(grammar, name) for name in ("EXPLANATION_OF_RESPONSES", _SIGNED))
    shown = [line.shown.strip() for line in lines]
    signature = next((index for index, text in enumerate(shown) if signed.match(text)), len(lines))
    heading = next((index for index in range(len(lines)) if notes.match(shown[index])), None)
    if heading is None or heading < signature:
        return lines
    others = (signed, wording(grammar, "JOINT_FILER_NAME"))
    end = next(
        (i for i in range(heading + 1, len(lines)) if "PAGE" in lines[i].tags or any(one.match(shown[i]) for one in others)),
        len(lines),
    )
    end = next((i for i in range(heading + 1, end) if is_notice(shown[i], grammar)), end)
    return [*lines[heading:end], *lines[:heading], *lines[end:]]


class _End:
    """The lines below the tables, gone through one after the other."""

    def __init__(self, page: PageText, lines: Sequence[TypedLine], grammar: Grammar, out: Writer) -> None:
        self.page, self.lines, self.grammar, self.out = page, lines, grammar, out
        self.signed, self.dated = wording(grammar, _SIGNED), wording(grammar, _DATED)
        self.notes = wording(grammar, "EXPLANATION_OF_RESPONSES")
        self.hyphens: list[int] = []
        self.date = re.compile(grammar.terminals["DATE"].pattern)
        self.with_date = re.compile(rf"(?:{self.dated.pattern}\s*)?(?P<date>{self.date.pattern})", re.IGNORECASE)
        self.mark = re.compile(grammar.terminals["FOOTNOTE_NUMBER"].pattern)
        self.is_parted = True
        self.has_heading = False
        self.date_above: Span | None = None  # of the signature that comes next
        self.note_left: int | None = None  # the column at which the note began that the next line may go on with

    def take(self, index: int) -> int:
        """Writes what begins in a line; gives the line after it."""
        line = self.lines[index]
        if not line.pieces:
            self.is_parted = True
            return index + 1
        shown = whole_text(line)
        if self.notes.fullmatch(shown):
            self._write_heading(_whole(line))
            return index + 1
        if not self.has_heading and (heading := self._heading_before_note(line)) is not None:
            self._write_heading(heading)
            first = line.pieces[0]
            begin = first.end if heading.end == first.end else heading.end + _blanks(self.page.text, heading.end)
            self.note_left = first.left
            self.out.line([Span(begin, first.end), *line.pieces[1:]] if begin < first.end else line.pieces[1:], parted=True)
            self.is_parted = False
            return index + 1
        if (date := self._date_of(line)) is not None and self._is_signed_below(index):
            self.date_above = date
            return index + 1
        if (caption := self._caption_below(index)) is not None:
            return self._take_signature(index, caption)
        if (labelled := self.signed.match(shown)) is not None:
            if shown[labelled.end() :].strip(" :_") and self.dated.fullmatch(shown[labelled.end() :].strip(" :_")) is None:
                return self._take_labelled(index)
            return self._take_captioned(index)
        if begins_owner(shown, self.grammar):
            self.is_parted = True
            return take_owner(self.page, self.lines, index, self.grammar, self.out)
        if is_notice(shown, self.grammar):
            last = next((i for i in range(index, len(self.lines)) if not self.lines[i].pieces), len(self.lines))
            write_notices(self.lines[index:last], self.grammar, self.out)
            self.is_parted = True
            return last
        goes_on = self.note_left is not None and not self.is_parted
        before = whole_text(self.lines[index - 1]) if goes_on and index else ""
        if goes_on and _BEGUN_WORD.search(before) and _REST_OF_WORD.match(shown):
            self.out.more(line.pieces, "")  # what was parted at its hyphen
            self.hyphens.append(line.pieces[0].start)
            return index + 1
        if goes_on and line.pieces[0].left > (self.note_left or 0) + _INDENT:
            self.out.more(line.pieces)  # a note goes on, whatever its line begins with
            return index + 1
        is_first = begins_note if self.has_heading else begins_notes
        is_note = self.mark.match(shown) is not None or is_first(shown, self.grammar)
        if is_note and not self.has_heading:  # in words that are not known, or without any
            self._write_heading(None)
        if is_note or self.is_parted:
            self.note_left = line.pieces[0].left if is_note else None
        self.out.line(line.pieces, parted=self.is_parted)
        self.is_parted = False
        return index + 1

    def _write_heading(self, over: Span | None) -> None:
        self.out.begin(parted=True)
        self.out.text(self.grammar.terminals["EXPLANATION_OF_RESPONSES"].text, over)
        self.is_parted = self.has_heading = True

    def _heading_before_note(self, line: TypedLine) -> Span | None:
        """Where the heading of the notes stands in a line that goes on with the first of them."""
        shown = line_text(line, line.pieces[0])
        heading = self.notes.match(shown)
        if heading is None:
            return None
        rest = " ".join([shown[heading.end() :], *(line_text(line, piece) for piece in line.pieces[1:])]).strip()
        start = line.pieces[0].start
        return Span(start, start + heading.end()) if self.mark.match(rest) or begins_note(rest, self.grammar) else None

    def _caption_below(self, index: int) -> int | None:
        """The line of the caption that stands below a signature which begins in a line, the first of a paragraph."""
        if not self.is_parted:
            return None
        for below in range(index + 1, min(index + _MOST_LINES, len(self.lines))):
            line = self.lines[below]
            if line.is_blank or line.tags:
                break
            if line.pieces and (caption := self.signed.match(shown := whole_text(line))) is not None:
                rest = shown[caption.end() :].strip(" :_")
                if rest and self.dated.fullmatch(rest) is None:
                    return None  # the name stands behind it
                return below if shown.startswith("*") or rest or any(line.is_rule for line in self.lines[index:below]) else None
        return None

    def _take_signature(self, index: int, caption: int) -> int:
        """A signature with its caption below it, its date beside it, or above or below both."""
        pieces = [(line, piece) for line in self.lines[index:caption] for piece in line.pieces]
        dates: list[Piece | Span] = [piece for line, piece in pieces if self.date.fullmatch(line_text(line, piece))]
        names: list[Piece | Span] = [piece for _, piece in pieces if piece not in dates]
        after = caption + 1
        if not dates and len(names) == 1 and (parted := self._parted(*pieces[0])) is not None:
            names, dates = [parted[0]], [parted[1]]
        if not dates and not any(self.date.search(line_text(line, piece)) for line, piece in pieces):
            if self.date_above is not None:
                dates = [self.date_above]
            else:
                date, after = self._date_below(caption)
                dates = [date] if date is not None else []
        self.out.line([*names, *dates], parted=True)
        self._write_caption(_whole(self.lines[caption]))
        return after

    def _parted(self, line: TypedLine, piece: Piece) -> tuple[Span, Span] | None:
        """The name and the date that one piece of text ends in."""
        shown = line_text(line, piece)
        match = next((found for found in self.date.finditer(shown) if found.end() == len(shown)), None)
        name = shown[: match.start()].rstrip() if match is not None else ""
        if match is None or not name:
            return None
        return Span(piece.start, piece.start + len(name)), Span(piece.start + match.start(), piece.end)

    def _take_labelled(self, index: int) -> int:
        """A signature behind its caption, and its date on the same line or the next."""
        line = self.lines[index]
        texts = [line_text(line, piece) for piece in line.pieces]
        names: list[Piece | Span] = []
        rest = _LABEL_END.match(texts[0], self.signed.match(texts[0]).end())  # type: ignore[union-attr] # the line begins so
        start = line.pieces[0].start + (rest.end() if rest else 0)
        if start < line.pieces[0].end:
            names.append(Span(start, line.pieces[0].end))
        date: Span | Piece | None = None
        for piece, text in zip(line.pieces[1:], texts[1:], strict=True):
            match = self.with_date.fullmatch(text)
            if match is not None:
                date = Span(piece.start + match.start("date"), piece.start + match.end("date"))
            elif self.dated.fullmatch(text) is None:
                names.append(piece)
        after = index + 1
        if date is None and self.date_above is not None:
            date = self.date_above
        elif date is None:
            date, after = self._date_below(index)
        self.out.line([*names, *([date] if date is not None else [])], parted=True)
        self._write_caption(Span(line.pieces[0].start, start))
        return after

    def _date_of(self, line: TypedLine) -> Span | None:
        """The date in a line that has nothing else, but its caption."""
        texts = [line_text(line, piece) for piece in line.pieces]
        match = self.with_date.fullmatch(texts[-1]) if texts else None
        if match is None or not all(self.dated.fullmatch(text) for text in texts[:-1]):
            return None
        at = line.pieces[-1].start
        return Span(at + match.start("date"), at + match.end("date"))

    def _date_below(self, index: int) -> tuple[Span | None, int]:
        """The date below a caption, which has one of its own before or below it; and the line after both."""
        found: Span | None = None
        for below in range(index + 1, min(index + _MOST_LINES, len(self.lines))):
            line = self.lines[below]
            shown = whole_text(line)
            if found is None and (date := self._date_of(line)) is not None:
                found = date
                if self.dated.match(shown):
                    return found, below + 1
            elif self.dated.fullmatch(shown):
                return found, below + 1 if found is not None else index + 1
            elif line.pieces or line.tags:
                break
        return None, index + 1

    def _is_signed_below(self, index: int) -> bool:
        """Whether the caption of a signature stands a few lines below, that has no date of its own."""
        for below in range(index + 1, min(index + _MOST_LINES, len(self.lines))):
            line = self.lines[below]
            shown = whole_text(line)
            if (caption := self.signed.match(shown)) is not None:
                return self.dated.search(shown, caption.end()) is None
            if self.date.search(shown) or line.tags:
                return False
        return False

    def _write_caption(self, span: Span) -> None:
        self.out.begin()
        self.out.text(self.grammar.terminals[_SIGNED].text, span)
        self.is_parted = True
        self.date_above = None

    def _take_captioned(self, index: int) -> int:
        """A signature whose captions stand on lines of their own, before the name and before the date."""
        names: list[Piece] = []
        dates: list[Piece] = []
        is_dated = False
        below = index + 1
        while below < min(index + _MOST_LINES, len(self.lines)):
            line = self.lines[below]
            shown = whole_text(line)
            if self.signed.match(shown) or line.tags:
                break
            if line.pieces and self.dated.fullmatch(shown):
                is_dated = True
            elif is_dated and line.pieces:
                dates += line.pieces
                below += 1
                break
            elif line.is_blank and names:
                break
            else:
                names += line.pieces
            below += 1
        if names or dates:
            self.out.line([*names, *dates], parted=True)
        self._write_caption(_whole(self.lines[index]))
        return below


def _blanks(text: str, at: int) -> int:
    """How many blanks stand at a place."""
    return len(text) - at - len(text[at:].lstrip(" "))


def _whole(line: TypedLine) -> Span:
    return Span(line.pieces[0].start, line.pieces[-1].end)
