"""The lines that a page of pieces is written out as: printed texts, rows with tabs, signatures with their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.readers.page_text import Doubt, PageText, Pieces, Unplaced
from form4_grammar.readers.pieced.assigning import Fitted, Unfitted
from form4_grammar.readers.pieced.lattice import Piece
from form4_grammar.readers.pieced.loose_texts import TOKEN, Part

Span = tuple[int, int]

LINE = re.compile(r"[^\S\n]*(\S[^\n]*)")
"""A line that is not blank."""

_RULE = re.compile(r"^[^\S\n]*([-*_])(?:[^\S\n]*\1){2,}[^\S\n]*$", re.MULTILINE)
"""A line that is drawn with signs, as Markdown draws it."""

_SIGNED, _BY = "/s/", "By: "
_MOST_LINES = 4
"""Lines of the name of one that signs."""

_NOTES = "EXPLANATION_OF_RESPONSES"
_NOTE = re.compile(r"(?<!\S)(\d{1,3})\\?[.)](?=\s)")


class PiecedLines:
    """The page in the making, of a text that `is_flat` and has no lines, or `is_wrapped` and has them anywhere."""

    def __init__(self, source: PageText, grammar: Grammar, *, is_flat: bool = False, is_wrapped: bool = False) -> None:
        self.source, self.grammar = source, grammar
        self.is_flat, self.is_wrapped = is_flat, is_wrapped
        self.pieces = Pieces()
        self.doubts: list[Doubt | Unplaced] = []
        self.joined: list[int] = []

    def page(self) -> PageText:
        """The page."""
        source = self.source
        joined, doubts = (*source.joined, *self.joined), (*source.doubts, *self.doubts)
        return self.pieces.page(source.links, joined, source.hidden, source.guessed, doubts)

    def copy(self, start: int, end: int) -> None:
        """Adds a span as it stands."""
        self.pieces.take(self.source, start, end)

    def printed(self, part: Part) -> None:
        """Adds a printed text on a line of its own, with the blanks that the form has."""
        text = self.source.text
        self._begin()
        at = part.start
        for number, word in enumerate(part.printed.split()):
            if number:
                self.pieces.insert(" ")
            for sign in TOKEN.findall(word):
                while text[at].isspace() or text[at] == "\\":
                    at += 1
                self.pieces.take(self.source, at, at + len(sign))
                at += len(sign)
        self.pieces.insert("\n")

    def rows(self, pieces: Sequence[Piece], rows: Sequence[Fitted | Unfitted], table: str) -> None:
        """Adds rows of a table, whose cells are of these pieces."""
        for row in rows:
            if isinstance(row, Unfitted):
                lost = pieces[row.first : row.last]
                self._cells([[piece] for piece in lost])
                self._doubt(table, lost or pieces, ())
            else:
                self._cells([pieces[first:last] for first, last in row.cells])
                if len(row.kinds) > 1 or row.values or row.references:
                    self._doubt(table, pieces[row.first : row.cells[-1][1]], row.kinds, row.values, row.references)
            self._begin()

    def _doubt(
        self,
        table: str,
        pieces: Sequence[Piece],
        kinds: tuple[str, ...],
        values: frozenset[str] = frozenset(),
        references: frozenset[str] = frozenset(),
    ) -> None:
        start, _ = self.source.span(pieces[0].start, pieces[0].end)
        _, end = self.source.span(pieces[-1].start, pieces[-1].end)
        self.doubts.append(Doubt(table, start, end, kinds, values, references))

    def _cells(self, cells: Sequence[Sequence[Piece]]) -> None:
        for number, cell in enumerate(cells):
            self.pieces.insert("\t" if number else "")
            for place, piece in enumerate(cell):
                self.pieces.insert(" " if place else "")
                if "<br>" not in piece.shown:
                    self._words(piece.start, piece.end)
                    continue
                for line, match in enumerate(LINE.finditer(self.source.text, piece.start, piece.end)):
                    self.pieces.insert("<br>" if line else "")
                    self._words(*match.span(1))

    def between(self, start: int, end: int, *, above: str, is_signed: bool) -> None:
        """Adds what stands between two printed texts, the terminal of the one above being `above`.

        It has answers below an item or a label of one, notes below their heading, and ends in signatures where it `is_signed`.
        """
        lines = [
            (match.start(1), match.start(1) + len(match[1].rstrip())) for match in LINE.finditer(self.source.text, start, end)
        ]
        has_notes = above == _NOTES
        if self.is_flat:
            lines = [(lines[0][0], lines[-1][1])] if lines else []
            lines = list(self._parted(lines, has_notes=has_notes, is_signed=is_signed))
            if has_notes and len(lines) > 1:
                self._doubt_part("footnotes", lines)
        if is_signed:
            self._signatures(lines)
        elif self.is_flat:
            self._lines(lines)
        else:
            is_answer = self.is_wrapped and not above.isupper()
            for rule in _RULE.finditer(self.source.text, start, end):
                self._text(start, rule.start(), is_answer=is_answer)
                start = rule.end()
            self._text(start, end, is_answer=is_answer)

    def _text(self, start: int, end: int, *, is_answer: bool) -> None:
        """Adds a span as it stands, an answer as one line."""
        if is_answer:
            self._words(start, end)
            self._begin()
        else:
            self.copy(start, end)

    def _lines(self, lines: Sequence[Span]) -> None:
        for line in lines:
            self._begin()
            self._words(*line)

    def _parted(self, lines: Sequence[Span], *, has_notes: bool, is_signed: bool) -> Iterator[Span]:
        """The lines, parted before the numbers of notes in their order, before signs of a signature, and around its date."""
        text, number = self.source.text, 1
        date = self.grammar.terminals.get("DATE")
        for start, end in lines:
            places = {end}
            if has_notes:
                for match in _NOTE.finditer(text, start, end):
                    if int(match[1]) == number:
                        places.add(match.start())
                        number += 1
            if is_signed:
                places.update(match.start() for match in re.finditer(rf"(?<!\S){_SIGNED}", text[start:end]))
                places = {place + start if place < start else place for place in places}
                signs = rf"(?<!\S){date.pattern}(?=\s*(?:$|{_SIGNED}))" if date is not None else r"(?!)"
                for match in re.finditer(signs, text[start:end]):
                    places |= {start + match.start(), start + match.end()}
            at = start
            for place in sorted(places):
                bare = text[at:place].strip()
                if bare:
                    first = text.index(bare, at)
                    yield first, first + len(bare)
                at = place

    def _signatures(self, lines: Sequence[Span]) -> None:
        """Adds lines that end in signatures, each with its name and its date on one line."""
        is_loose = self.is_flat or self.is_wrapped
        found = self._by_signs(lines) if is_loose else self._by_dates(lines)
        first = found[0][0] if found else len(lines)
        is_dated = all(self._is_date(lines[after - 1]) or self._is_signature(lines[after - 1]) for _, after in found)
        if is_loose and lines and not (found and is_dated and self._is_signed(lines[first]) and not (first and self.is_flat)):
            for part in ("signatures", "remarks", "footnotes"):
                self._doubt_part(part, lines)
        if self.is_flat:
            self._lines(lines[:first])
        elif lines:
            self.copy(lines[0][0], lines[first - 1][1] if first else lines[0][0])
        for name, after in found:
            self.pieces.insert("\n\n")
            for number in range(name, after):
                date = number == after - 1 > name
                self.pieces.insert(("\t" if date else " ") if number > name else "")
                self._words(*lines[number])

    def _by_dates(self, lines: Sequence[Span]) -> list[tuple[int, int]]:
        """The lines of each signature, as half-open ranges: a name and its date on one line or on two."""
        pairs: list[tuple[int, int]] = []
        first = len(lines)
        if self.is_wrapped and first > 2 and self._is_date(lines[first - 2]) and not self._is_date(lines[first - 1]):
            pairs, first = [(first - 3, first)], first - 3  # a wide name was wrapped round the date at its right
        while first:
            whole = self._is_signature(lines[first - 1])
            if not whole and not (first > 1 and self._is_date(lines[first - 1]) and not self._is_date(lines[first - 2])):
                break
            begin = self._sign_above(lines, first - 1 if whole else first - 2)
            pairs.insert(0, (begin, first))
            first = begin
        signed = [i for i in range(first) if pairs and self._is_signed(lines[i])]
        if signed and not self._is_signed(lines[first]):  # the name takes more than a line
            pairs[0] = (signed[-1], pairs[0][1])
        return pairs

    def _sign_above(self, lines: Sequence[Span], begin: int) -> int:
        """The line with the sign of the signature whose name goes on in line `begin`; that line itself, if it has the sign."""
        for at in range(begin, max(-1, begin - _MOST_LINES), -1):
            if at < begin and (self._is_date(lines[at]) or self._is_signature(lines[at])):
                break
            if self._is_signed(lines[at]):
                return at
        return begin

    def _by_signs(self, lines: Sequence[Span]) -> list[tuple[int, int]]:
        """The lines of each signature, as half-open ranges, each from its sign to the next; by dates where none has one.

        A line that is a name and its date is a signature of its own below another that is.
        """
        signs = [index for index, line in enumerate(lines) if self._is_signed(line)]
        whole = (
            index for index in range(signs[0] + 1 if signs else len(lines), len(lines)) if self._is_signature(lines[index])
        )
        signs = sorted({*signs, *(index for index in whole if self._is_signature(lines[index - 1]))})
        return list(zip(signs, [*signs[1:], len(lines)], strict=True)) if signs else self._by_dates(lines)

    def _is_signed(self, line: Span) -> bool:
        return self.source.text.startswith((_SIGNED, _BY), line[0])

    def _doubt_part(self, part: str, lines: Sequence[Span]) -> None:
        start, _ = self.source.span(*lines[0])
        _, end = self.source.span(*lines[-1])
        self.doubts.append(Doubt(part, start, end))

    def _is_signature(self, span: tuple[int, int]) -> bool:
        """Whether a line is a name and the date behind it."""
        if "signature" not in self.grammar.layouts:
            return False
        node = compile_rule(self.grammar, f"signature{LAYOUT}").read(self.source.text, *span)
        return node is not None and [child.name for child in node.children] == ["signature_name", "SIGNATURE_DATE"]

    def _is_date(self, span: tuple[int, int]) -> bool:
        date = self.grammar.terminals.get("DATE")
        return date is not None and re.fullmatch(date.pattern, self.source.text[slice(*span)]) is not None

    def _words(self, start: int, end: int) -> None:
        """Adds the words of a span, parted by single blanks."""
        text, at = self.source.text, start
        for word in re.finditer(r"\S+", text[start:end]):
            first, last = start + word.start(), start + word.end()
            if self.is_wrapped and at > start and text[at - 1] == "-" and "\n" in text[at:first]:
                self.joined.append(self.source.span(at, first)[0])
            else:
                self.pieces.insert(" " if at > start else "")
            self.copy(first, last)
            at = last

    def _begin(self) -> None:
        self.pieces.insert("\n")
