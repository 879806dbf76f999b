"""What stands below the tables of a typed form: the notes, the signatures, and further owners on a page of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from form4_grammar.grammar import TYPED_SUFFIX, Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.items import line_text
from form4_grammar.readers.typed.notices import is_notice, write_notices
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine, Writer
from form4_grammar.readers.typed.wordings import wording

_SIGNED, _DATED = "SIGNATURE_OF_REPORTING_PERSON", "DATE_CAPTION"
_INDENT = 1
"""The characters that a note which goes on is indented by, at least."""

_MOST_LINES = 8
"""The lines of a signature whose captions stand before the name and before the date."""


def write_end(page: PageText, lines: Sequence[TypedLine], grammar: Grammar, out: Writer) -> None:
    """Writes what stands below the tables."""
    end = _End(page, lines, grammar, out)
    index = 0
    while index < len(lines):
        index = end.take(index)


class _End:
    """The lines below the tables, gone through one after the other."""

    def __init__(self, page: PageText, lines: Sequence[TypedLine], grammar: Grammar, out: Writer) -> None:
        self.page, self.lines, self.grammar, self.out = page, lines, grammar, out
        self.signed, self.dated = wording(grammar, _SIGNED), wording(grammar, _DATED)
        self.notes = wording(grammar, "EXPLANATION_OF_RESPONSES")
        self.date = re.compile(grammar.terminals["DATE"].pattern)
        self.name, self.address, self.designated = (
            grammar.terminals[name].text for name in ("JOINT_FILER_NAME", "JOINT_FILER_ADDRESS", "DESIGNATED_FILER")
        )
        self.mark = re.compile(grammar.terminals["FOOTNOTE_NUMBER"].pattern)
        self.is_parted = True
        self.note_left: int | None = None  # the column at which the note began that the next line may go on with

    def take(self, index: int) -> int:
        """Writes what begins in a line; gives the line after it."""
        line = self.lines[index]
        if not line.pieces:
            self.is_parted = True
            return index + 1
        shown = self._shown(line)
        if self.notes.fullmatch(shown):
            self.out.begin(parted=True)
            self.out.text(self.grammar.terminals["EXPLANATION_OF_RESPONSES"].text, _whole(line))
            self.is_parted = True
            return index + 1
        if (caption := self._caption_below(index)) is not None:
            self._write_signature(self.lines[index:caption], self.lines[caption])
            return caption + 1
        if self.signed.match(shown):
            return self._take_captioned(index)
        if shown.startswith(self.name):
            return self._take_owner(index)
        if is_notice(shown, self.grammar):
            last = next((i for i in range(index, len(self.lines)) if not self.lines[i].pieces), len(self.lines))
            write_notices(self.lines[index:last], self.grammar, self.out)
            self.is_parted = True
            return last
        if self.note_left is not None and not self.is_parted and line.pieces[0].left > self.note_left + _INDENT:
            self.out.more(line.pieces)  # a note goes on, whatever its line begins with
            return index + 1
        self.note_left = line.pieces[0].left if self.mark.match(shown) else None
        self.out.line(line.pieces, parted=self.is_parted)
        self.is_parted = False
        return index + 1

    def _shown(self, line: TypedLine) -> str:
        return " ".join(line_text(line, piece) for piece in line.pieces)

    def _caption_below(self, index: int) -> int | None:
        """The line of the caption that stands below a signature which begins in a line, the first of a paragraph."""
        if not self.is_parted:
            return None
        for below in range(index + 1, min(index + _MOST_LINES, len(self.lines))):
            line = self.lines[below]
            if line.is_blank or line.tags:
                break
            if line.pieces and (caption := self.signed.match(shown := self._shown(line))) is not None:
                return below if shown.startswith("*") or self.dated.search(shown, caption.end()) else None
        return None

    def _write_signature(self, lines: Sequence[TypedLine], caption: TypedLine) -> None:
        pieces = [(line, piece) for line in lines for piece in line.pieces]
        dates = [piece for line, piece in pieces if self.date.fullmatch(line_text(line, piece))]
        names = [piece for _, piece in pieces if piece not in dates]
        self.out.line([*names, *dates], parted=True)
        self._write_caption(_whole(caption))

    def _write_caption(self, span: Span) -> None:
        self.out.begin()
        self.out.text(self.grammar.terminals[_SIGNED].text, span)
        self.is_parted = True

    def _take_captioned(self, index: int) -> int:
        """A signature whose captions stand on lines of their own, before the name and before the date."""
        names: list[Piece] = []
        dates: list[Piece] = []
        is_dated = False
        below = index + 1
        while below < min(index + _MOST_LINES, len(self.lines)):
            line = self.lines[below]
            shown = self._shown(line)
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

    def _take_owner(self, index: int) -> int:
        """A further owner: the name, and the address line by line, as the labels of the form part it."""
        names: list[list[Span]] = [self._behind(self.lines[index], self.name)]
        address: list[list[Span]] = []
        designated: list[Span] | None = None
        below = index + 1
        while below < len(self.lines) and self.lines[below].pieces:
            line = self.lines[below]
            shown = self._shown(line)
            if shown.startswith(self.name) or is_notice(shown, self.grammar):
                break
            if shown.startswith(self.designated):
                designated = self._behind(line, self.designated)
            elif shown.startswith(self.address):
                address += self._lines_behind(line, self.address)
            elif designated is not None:
                break
            else:
                (address or names).append([Span(piece.start, piece.end) for piece in line.pieces])
            below += 1
        self._write_owner(names, [line for line in address if line], designated)
        self.is_parted = True
        return below

    def _behind(self, line: TypedLine, label: str) -> list[Span]:
        return [span for spans in self._lines_behind(line, label) for span in spans]

    def _lines_behind(self, line: TypedLine, label: str) -> list[list[Span]]:
        """What stands behind a label, the lines of a cell each by itself."""
        first = line.pieces[0]
        found: list[list[Span]] = []
        shown = line_text(line, first)
        start = first.start + len(label) + len(shown[len(label) :]) - len(shown[len(label) :].lstrip())
        if start < first.end:
            found.append([Span(start, first.end)])
        before = first
        for piece in line.pieces[1:]:
            if piece.left == before.left or not found:
                found.append([])
            found[-1].append(Span(piece.start, piece.end))
            before = piece
        return found

    def _write_owner(self, names: list[list[Span]], address: list[list[Span]], designated: list[Span] | None) -> None:
        texts = {name: self.grammar.terminals[name].text for name in ("STREET", "CITY_STATE_ZIP", "COUNTRY")}
        country = re.compile(self.grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"])
        is_abroad = len(address) > 1 and country.fullmatch(self.page.text, address[-1][0].start, address[-1][-1].end)
        end = len(address) - 1 if is_abroad else len(address)
        self.out.begin(parted=True)
        self.out.text(self.name)
        for spans in names:
            self.out.line(spans)
        self.out.begin()
        self.out.text(self.address)
        for spans in address[: end - 1]:
            self.out.line(spans)
        self.out.begin()
        self.out.text(texts["STREET"])
        for spans in address[max(end - 1, 0) : end]:
            self.out.line(spans)
        self.out.begin()
        self.out.text(texts["CITY_STATE_ZIP"])
        if is_abroad:
            self.out.line(address[-1])
            self.out.begin()
            self.out.text(texts["COUNTRY"])
        if designated is not None:
            self.out.begin()
            self.out.text(self.designated)
            self.out.line(designated)


def _whole(line: TypedLine) -> Span:
    return Span(line.pieces[0].start, line.pieces[-1].end)
