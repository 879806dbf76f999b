"""Writes filings in habits drawn at random, reads them, and counts what is read whole, in part, or wrong without a word.

    python benchmarks/habits.py --pages 2000
    python benchmarks/habits.py --pages 500 --seed 7000 --examples 3
    python benchmarks/habits.py --show 7012

The n-th page is the filing and the habits that `--seed` plus n draws. Of each page that is not read whole, the habits are found
that make it so: all others are set back to the usual ones, as long as a field stays wrong. The table lists these combinations.

Exit: 1 where a field is silently wrong or reading raised.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from multiprocessing import Pool, cpu_count
from random import Random
from typing import NamedTuple

from form4_grammar import Filing, parse
from form4_grammar.testing import Wrong, judge, printed
from form4_grammar.testing.habits import Habits, drawn, in_habits
from form4_grammar.testing.plausible import plausible

USUAL = Habits()


class Outcome(NamedTuple):
    """What became of a page: its seed, wrong fields and silent ones, how many fields it has, and the habits that did it."""

    seed: int
    wrong: tuple[Wrong, ...]
    culprits: tuple[tuple[str, str], ...] = ()

    @property
    def silent(self) -> list[Wrong]:
        return [one for one in self.wrong if one.is_silent]


def judged(filing: Filing, habits: Habits) -> tuple[Wrong, ...]:
    """What is wrong in the reading of a filing that is written in some habits."""
    parsed = parse(in_habits(filing, habits))
    return tuple(judge(printed(filing), parsed.filing, parsed.diagnostics, parsed.unread))


def case(seed: int) -> tuple[Filing, Habits]:
    """The filing and the habits of a seed."""
    random = Random(seed)  # noqa: S311 - which page is no secret
    return plausible(random), drawn(random)


def run(seed: int) -> Outcome:
    """Writes, reads and judges the page of a seed."""
    filing, habits = case(seed)
    wrong = judged(filing, habits)
    if not wrong:
        return Outcome(seed, ())
    must_be_silent = any(one.is_silent for one in wrong)

    def fails(tried: Habits) -> bool:
        return any(one.is_silent or not must_be_silent for one in judged(filing, tried))

    for name in Habits._fields:
        tried = habits._replace(**{name: getattr(USUAL, name)})
        habits = tried if tried != habits and fails(tried) else habits
    culprits = tuple((name, repr(way)) for name, way in habits._asdict().items() if way != getattr(USUAL, name))
    return Outcome(seed, wrong, culprits)


def main(arguments: Sequence[str]) -> int:
    """Prints the table; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000, help="how many combinations (default: 2000)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (default: 0)")
    parser.add_argument("--examples", type=int, default=1, help="fields to show of each combination that fails (default: 1)")
    parser.add_argument("--show", type=int, metavar="SEED", help="print the page of a seed")
    parser.add_argument("--jobs", type=int, default=cpu_count(), help="processes (default: all cores)")
    options = parser.parse_args(arguments)
    if options.show is not None:
        print(in_habits(*case(options.show)), end="")
        return 0
    with Pool(options.jobs) as pool:
        outcomes = list(pool.imap_unordered(run, range(options.seed, options.seed + options.pages), chunksize=10))
    found: defaultdict[tuple[bool, tuple[tuple[str, str], ...]], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.wrong:
            found[bool(outcome.silent), outcome.culprits].append(outcome)
    for (is_silent, culprits), failed in sorted(found.items(), key=lambda one: (not one[0][0], -len(one[1]))):
        names = ", ".join(f"{name}={way}" for name, way in culprits) or "the usual habits"
        print(f"{len(failed):5d} {'SILENT' if is_silent else 'told'}  {names}")
        for outcome in sorted(failed)[: options.examples]:
            for one in (outcome.silent if is_silent else list(outcome.wrong))[:2]:
                print(f"        {outcome.seed}: {one.path}: {str(one.truth)[:60]!r} read as {str(one.got)[:60]!r}")
    counts = Counter("whole" if not one.wrong else "silent" if one.silent else "in part" for one in outcomes)
    fields, silent = (sum(len(one.wrong) for one in outcomes), sum(len(one.silent) for one in outcomes))
    print(
        f"{len(outcomes)} pages: {counts['whole']} read whole, {counts['in part']} in part and said so, "
        f"{counts['silent']} with silent errors; {fields} fields wrong, {silent} of them silent"
    )
    return int(bool(silent))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
