"""One page damaged once: what was read wrong, what of it silently, and whether anybody could have told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import Filing
from form4_grammar.readers import Dialect
from form4_grammar.testing.damaging import damage
from form4_grammar.testing.judging import Wrong, judge, restored
from form4_grammar.testing.tracing import is_faithful


class Reading(NamedTuple):
    """What was read of a page: by `parse`, and what `check` has to say of it, which is that and more."""

    filing: Filing | None
    parsed: Sequence[Diagnostic]
    checked: Sequence[Diagnostic]
    unread: Sequence[str] = ()


class Measured(NamedTuple):
    """A damaged page, and what is wrong in its reading, judged by all findings.

    ``silent`` are the wrong fields that no finding names. Where the damage ``is_traceless``, there are none: with what findings
    name put right, the page is the faithful print of another filing, which breaks no rule that the true one does not.
    ``is_told_elsewhere`` where that other filing does break a rule, so that a finding is there, but at another place.
    ``silent_in_reading`` are those that no finding of reading names, of a page that is no such print, whatever rules it breaks.
    """

    page: str
    reading: Reading
    wrong: list[Wrong]
    silent: list[Wrong]
    silent_in_reading: list[Wrong]
    is_traceless: bool
    is_told_elsewhere: bool


def measure(
    page: str,
    kind: str,
    seed: int,
    dialect: Dialect,
    undamaged: Reading,
    read: Callable[[str], Reading],
    print_of: Callable[[Filing], str | None],
) -> Measured | None:
    """Damages a page and judges what is read of it; None where this kind of damage does not change the page.

    `undamaged` is the reading of the page itself, whose filing is the truth. `print_of` prints a filing in the page's dialect,
    as canonical text, as HTML, or as XML; it gives None where the filing cannot be printed.
    """
    damaged = damage(page, kind, seed, dialect=dialect)
    if damaged == page:
        return None
    assert undamaged.filing is not None
    reading = read(damaged)
    truth, got = undamaged.filing, reading.filing
    wrong = judge(truth, got, reading.checked, reading.unread)
    unread = judge(truth, got, reading.parsed, reading.unread)

    def other(judged: Sequence[Wrong]) -> str | None:
        """The print of another filing that the page is, where it is one but for what findings name."""
        if got is None or not any(one.is_silent for one in judged):
            return None
        prints = print_of(truth), print_of(restored(got, [one for one in judged if not one.is_silent]))
        if prints[0] is None or prints[1] is None or not is_faithful(page, damaged, prints[0], prints[1], dialect):
            return None
        return prints[1]

    another = other(wrong)
    breaks_more = another is not None and _breaks_more(read(str(print_of(truth))), read(another))
    is_traceless = another is not None and not breaks_more
    silent = [] if is_traceless else [one for one in wrong if one.is_silent]
    in_reading = [] if other(unread) else [one for one in unread if one.is_silent]
    return Measured(damaged, reading, wrong, silent, in_reading, is_traceless, breaks_more)


def _breaks_more(true: Reading, other: Reading) -> bool:
    """Whether a rule is broken more often than by the true filing."""
    return bool(Counter(one.code for one in other.checked) - Counter(one.code for one in true.checked))
