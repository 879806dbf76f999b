"""The same as `judging` for forms of one's own: which fields of a damaged page are wrong, and which of them nobody names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from form4_grammar.aligning import align
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.grammar import Grammar
from form4_grammar.model import Cell, Footnote
from form4_grammar.own_forms.names import groups
from form4_grammar.reading import Parsed
from form4_grammar.render.own import render_own
from form4_grammar.testing.tracing import is_faithful

_ALIKE = 1 / 3


class WrongField(NamedTuple):
    """A field that differs from the truth, by its path; of a row or a note that is lost, its place in the truth.

    ``truth`` is None for what is too much, and ``got`` for what is lost.
    """

    path: str
    truth: Any
    got: Any
    is_silent: bool


class _Difference(NamedTuple):
    path: str
    truth: Any
    got: Any
    beside: tuple[str, ...] = ()


def judge_own(truth: Mapping[str, Any], parsed: Parsed, found: Sequence[Diagnostic]) -> list[WrongField]:
    """The fields of a reading that differ from the truth; silent are those that no finding names, nor what they are part of.

    A page of which nothing was read, with an error, has lost everything and said so.
    """
    if parsed.fields is None or parsed.grammar is None:
        refused = any(one.severity is Severity.ERROR for one in found)
        return [WrongField("", truth, None, not refused)]
    named = _named(parsed, found)
    return [WrongField(one.path, one.truth, one.got, not _covers(named, one)) for one in _differences(truth, parsed.fields)]


def is_traceless(
    page: str, damaged: str, truth: Mapping[str, Any], parsed: Parsed, wrong: Sequence[WrongField], dialect: str
) -> bool:
    """Whether the damaged page is, as far as it is silently misread, what the form prints of these other values."""
    if parsed.fields is None or parsed.grammar is None:
        return False
    read = _with_truth(truth, parsed.fields, [one.path for one in wrong if not one.is_silent])
    first, *others = (_print(fields, parsed.grammar, dialect) for fields in (truth, parsed.fields, read))
    spoken = "html" if dialect == "html" else "text"
    return first is not None and any(one is not None and is_faithful(page, damaged, first, one, spoken) for one in others)


def html_of(page: str) -> str:
    """A page of text in HTML: lines with tabs as rows of tables, each other line as a paragraph."""
    made: list[str] = []
    for line in page.split("\n"):
        text = re.sub(r"&(?!\w+;)", "&amp;", line.replace("\\$", "$"))
        text = text.replace('<input checked="" type="checkbox"/>', "&#9746;").replace('<input type="checkbox"/>', "&#9744;")
        is_row = "\t" in line
        was_row = bool(made) and made[-1].startswith("<tr>")
        if is_row and not was_row:
            made.append("<table>")
        elif not is_row and was_row and line.strip():
            made.append("</table>")
        if is_row:
            made.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in text.split(chr(9)))}</tr>")
        elif line.strip():
            made.append(f"<p>{text}</p>")
    return "<html><body>\n" + "\n".join(made) + "\n</body></html>\n"


def _print(fields: Mapping[str, Any], grammar: Grammar, dialect: str) -> str | None:
    """The page of some fields; None where the form cannot do without one that is not there."""
    try:
        page = render_own(fields, grammar)
    except (ValueError, AssertionError):
        return None
    return html_of(page) if dialect == "html" else page


def _with_truth(truth: Mapping[str, Any], got: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    """What was read, with the fields at these paths as they are in truth; of lists whose lengths differ, all of them."""
    made = dict(got)
    for path in paths:
        name, index, key = _parts(path)
        ours, theirs = truth.get(name), made.get(name)
        if not isinstance(theirs, tuple) or not isinstance(ours, tuple) or index is None or len(ours) != len(theirs):
            made[name] = ours
        elif key and index < len(theirs) and isinstance(theirs[index], Mapping):
            row = {**theirs[index], key: ours[index].get(key)}
            made[name] = (*theirs[:index], row, *theirs[index + 1 :])
        else:
            made[name] = ours
    return made


def _parts(path: str) -> tuple[str, int | None, str]:
    match = re.fullmatch(r"(\w*)(?:\[(\d*)\])?(?:\.(.*))?", path)
    assert match is not None
    index = int(match[2]) if match[2] and match[1] != "footnotes" else None
    return match[1], index, match[3] or ""


def _named(parsed: Parsed, found: Sequence[Diagnostic]) -> tuple[set[str], set[str]]:
    """The paths that findings name, and those that a warning or an error does; a group names the fields that it has."""
    assert parsed.grammar is not None
    inside = {group.rule: group.names for group in groups(parsed.grammar) if group.kind == "fields"}
    paths = [(path, one.severity) for one in found for path in (one.path, *(label.path for label in one.labels)) if path]
    paths += [(name, Severity.ERROR) for name in parsed.unread]
    paths += [(name, severity) for path, severity in paths for name in inside.get(path, ())]
    return {path for path, _ in paths}, {path for path, severity in paths if severity is not Severity.INFO}


def _covers(named: tuple[set[str], set[str]], one: _Difference) -> bool:
    every, loud = named
    name, _, _ = _parts(one.path)
    if any(path == at or path.startswith(f"{at}.") for path in loud for at in one.beside):
        return True
    path = one.path
    while path:
        if path in (every if path != name or path == one.path else loud):
            return True
        path = re.sub(r"(?:\[\d*\]|\.?\w+)$", "", path)
    return False


def _known(value: Any) -> Any:
    if isinstance(value, Cell):
        return _known(value.value), value.footnotes
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return None if value is False else value


def _differences(truth: Mapping[str, Any], got: Mapping[str, Any]) -> Iterator[_Difference]:
    for name, ours in truth.items():
        theirs = got.get(name)
        if isinstance(ours, tuple):
            yield from _of_lists(name, ours, theirs if isinstance(theirs, tuple) else ())
        elif _known(ours) != _known(theirs):
            yield _Difference(name, ours, theirs)


def _of_lists(name: str, ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[_Difference]:
    said, too = [_said(one) for one in ours], [_said(one) for one in theirs]

    def likeness(one: int, other: int) -> float:
        filled = [pair for pair in zip(said[one], too[other], strict=False) if any(pair)]
        share = sum(a == b for a, b in filled) / len(filled) if filled else 1.0
        return share if share >= _ALIKE else -1.0

    path: Callable[[int], str] = (
        (lambda index: f"footnotes[{theirs[index].number}]") if name == "footnotes" else (lambda index: f"{name}[{index}]")
    )
    pairs = list(align(said, too, likeness))
    for place, pair in enumerate(pairs):
        if pair.a is not None and pair.b is not None:
            yield from _inside(path(pair.b), ours[pair.a], theirs[pair.b])
            continue
        before = next((one.b for one in reversed(pairs[:place]) if one.b is not None), None)
        after = next((one.b for one in pairs[place + 1 :] if one.b is not None), None)
        beside = tuple(path(index) for index in (before, after) if index is not None)
        if pair.b is not None:
            yield _Difference(path(pair.b), None, theirs[pair.b], (path(pair.b), *beside))
        elif pair.a is not None:
            yield _Difference(f"{name}[{pair.a}]", ours[pair.a], None, beside)


def _said(one: Any) -> tuple[Any, ...]:
    return (one.number, _known(one.text)) if isinstance(one, Footnote) else tuple(map(_known, one.values()))


def _inside(path: str, one: Any, other: Any) -> Iterator[_Difference]:
    if isinstance(one, Footnote):
        if (one.number, _known(one.text)) != (other.number, _known(other.text)):
            yield _Difference(path, one, other)
        return
    for key in one:
        if _known(one[key]) != _known(other.get(key)):
            yield _Difference(f"{path}.{key}", one[key], other.get(key))
