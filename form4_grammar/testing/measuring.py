"""One page damaged once: what was read wrong, what of it silently, and whether anybody could have told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.model import Filing
from form4_grammar.readers import Dialect
from form4_grammar.testing.damaging import damage
from form4_grammar.testing.judging import Wrong, judge, restored, with_streets_of
from form4_grammar.testing.tracing import is_faithful


class Reading(NamedTuple):
    """What was read of a page: by `parse`, and what `check` has to say of it, which is that and more."""

    filing: Filing | None
    parsed: Sequence[Diagnostic]
    checked: Sequence[Diagnostic]
    unread: Sequence[str] = ()


class Measured(NamedTuple):
    """A damaged page, and what is wrong in its reading, judged by all findings.

    ``silent`` are the wrong fields that no finding names and that the page does not plausibly print. It does print them
    plausibly where, all else put right, it is the faithful print of another filing, which would be accepted and breaks no rule
    that the true one does not: no warning and no error. Where that holds of all that nothing names, the damage
    ``is_traceless``; it ``is_hinted`` where that other filing has information that the true one has not.
    ``is_told_elsewhere`` where that other filing does break a rule, so that a finding is there, but at another place.
    ``silent_in_reading`` are those that no finding of reading names, and that are in no such print, whatever rules it breaks.
    """

    page: str
    reading: Reading
    wrong: list[Wrong]
    silent: list[Wrong]
    silent_in_reading: list[Wrong]
    is_traceless: bool
    is_hinted: bool
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
    wrong, unread = (
        [one for one in judge(truth, got, found, reading.unread) if not _is_no_more_shown(one, damaged)]
        for found in (reading.checked, reading.parsed)
    )

    def other(kept: Sequence[Wrong]) -> str | None:
        """The print of the filing that is wrong in these fields alone, where that is what the damage did to the page."""
        if got is None:
            return None
        left = {one.keys for one in kept}
        put_right = restored(got, [one for one in wrong if one.keys not in left])
        prints = print_of(truth), print_of(with_streets_of(truth, put_right))
        if prints[0] is None or prints[1] is None or not is_faithful(page, damaged, prints[0], prints[1], dialect):
            return None
        return prints[1]

    def news(print_of_other: str) -> set[Severity]:
        """How bad it is what is found in another filing, and not in the true one."""
        true, another = read(str(print_of(truth))), read(print_of_other)
        more = Counter(one.rule for one in another.checked) - Counter(one.rule for one in true.checked)
        return {rule.severity for rule in more}

    def breaks_none(kept: Sequence[Wrong]) -> bool:
        print_of_other = other(kept)
        return print_of_other is not None and news(print_of_other) <= {Severity.INFO}

    untold = [one for one in wrong if one.is_silent]
    another = other(untold) if untold else None
    found = news(another) if another is not None else set()
    plausible = untold
    if untold and (another is None or found - {Severity.INFO}) and not (len(untold) < len(wrong) and breaks_none(wrong)):
        plausible = _together([one for one in untold if len(untold) > 1 and breaks_none([one])], breaks_none)
    silent = [one for one in untold if one not in plausible]
    untold_in_reading = [one for one in unread if one.is_silent]
    if untold_in_reading and other(untold_in_reading) is not None:
        untold_in_reading = []
    in_reading = [one for one in untold_in_reading if one.keys not in {each.keys for each in plausible}]
    is_traceless = bool(untold) and not silent
    is_told_elsewhere = bool(silent) and another is not None
    return Measured(damaged, reading, wrong, silent, in_reading, is_traceless, is_traceless and bool(found), is_told_elsewhere)


def _is_no_more_shown(one: Wrong, page: str) -> bool:
    """Whether it is a CIK that went with the link that had it: null is what the contract wants where none is shown."""
    return one.path.endswith(".cik") and one.got is None and str(one.truth).lstrip("0") not in page


def _together(fields: list[Wrong], are_plausible: Callable[[Sequence[Wrong]], bool]) -> list[Wrong]:
    """Fields that are plausible one by one, if they are so together."""
    return fields if len(fields) < 2 or are_plausible(fields) else []
