"""Notes, remarks and signatures, each as the lines that are read as this and nothing else.

The reader tells such lines by their look, so it is asked what it takes them for.
"""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.model import Footnote, Signature
from form4_grammar.parser.lines import Line, classify, line_types
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.parser.signatures import tell_signatures
from form4_grammar.render.escaping import escaped
from form4_grammar.render.fitting import shown_value
from form4_grammar.render.writing import write
from form4_grammar.transform.values import plain, read_date

_NO_DAY = "00/00/0000"
"""The date of a signature without one, where it would be no signature otherwise."""


def footnote(note: Footnote, grammar: Grammar, *, guarded: bool) -> str:
    """The line of a note."""
    kind = grammar.line_terminal("footnote")

    def line(text: str) -> str:
        answers = {"FOOTNOTE_NUMBER": [f"{note.number}."], "FOOTNOTE_TEXT": [text] if text else []}
        return write(grammar, "footnote" + LAYOUT, answers) or text

    def fits(text: str) -> bool:
        return [found.type for found in classify(line(text), line_types(grammar))] == [kind]

    return line(escaped(note.text, fits, guarded=guarded))


def remarks(text: str, signatures: Sequence[str], grammar: Grammar, *, guarded: bool) -> str:
    """The paragraphs of the remarks, blank lines between them. `signatures` are the lines below."""
    types = line_types(grammar)
    kinds = grammar.reached("remarks") & types.free
    paragraphs = text.split("\n")

    def fits(shown: str) -> bool:
        found = classify(shown, types)
        return len(found) == 1 and found[0].type in kinds

    def is_no_signature(shown: str) -> bool:
        return fits(shown) and _told([shown, *signatures], grammar)[0].type in kinds

    lines = [escaped(paragraph, fits, guarded=guarded) for paragraph in paragraphs[:-1]]
    return "\n\n".join([*lines, escaped(paragraphs[-1], is_no_signature, guarded=guarded)])


def signature(signed: Signature, below: Signature | None, grammar: Grammar, *, guarded: bool) -> str:
    """The line of a signature. `below` is the next one: where that is a date alone, it would be taken for this one's."""
    layout = "signature" + LAYOUT

    def line(name: str, day: str) -> str:
        answers = {"signature_name": [name] if name else [], "SIGNATURE_DATE": [day] if day else []}
        return write(grammar, layout, answers) or name

    another = line("A", _NO_DAY)

    def is_read_back(shown: str) -> bool:
        told = _told([shown, another], grammar)
        if [found.type for found in told] != [grammar.line_terminal("signature")] * 2 + [line_types(grammar).signature_caption]:
            return False
        node = compile_rule(grammar, layout).read(shown)
        if node is None:
            return (plain(shown), None) == (signed.name, signed.date)
        days, names = (
            [shown[part.start : part.end] for part in node.every(name)] for name in ("SIGNATURE_DATE", "signature_name")
        )
        return (plain(" ".join(names)) or None, read_date(days[0])) == (signed.name, signed.date)

    def named(day: str) -> str:
        return line(escaped(signed.name or "", lambda name: is_read_back(line(name, day)), guarded=guarded), day)

    if signed.date is not None:
        return named(shown_value(signed.date))
    if below is not None and below.name is None and below.date is not None:
        return named(_NO_DAY)
    undated = named("")
    return undated if is_read_back(undated) else named(_NO_DAY)


def _told(texts: Sequence[str], grammar: Grammar) -> list[Line]:
    """What the reader takes some paragraphs for that stand right before the caption of the signatures."""
    types = line_types(grammar)
    assert types.signature_caption is not None, "Forms 3 to 5 are signed"
    page = "\n\n".join([*texts, grammar.terminals[types.signature_caption].text])
    return tell_signatures(page, classify(page, types), types)
