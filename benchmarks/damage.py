"""Damages pages in every way that `form4_grammar.testing` knows, and counts what is then read wrong without a word.

    python benchmarks/damage.py --pages 20000
    python benchmarks/damage.py ../shared/corpus/x06 --kind cells_swapped --examples 5
    python benchmarks/damage.py --generated 50 --pages 2000

A page is a file of the folder, or a generated filing, with one damage of one kind; the seed of the n-th one is `--seed` plus n.
The columns: damaged pages; fields that differ from the truth; those that no finding names (`silent`), of them those on a page
that is the faithful print of another filing which breaks a rule, so that a finding stands at another place (`told elsewhere`);
those that no finding of reading names, where the page is no such print (`silent in parse`); pages that are the faithful print
of another filing which breaks no rule (`traceless`), of them those of which there is some information that the undamaged page
does not get (`hinted`); pages on which something was raised.

Exit: 1 where a field is silently wrong or reading raised, 2 where there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from multiprocessing import Pool, cpu_count
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from form4_grammar import Filing, parse
from form4_grammar.checking import check_parsed
from form4_grammar.documents.source import open_source
from form4_grammar.ownership_xml.writer import write
from form4_grammar.readers import Dialect, dialect_of
from form4_grammar.render import render
from form4_grammar.testing import printed
from form4_grammar.testing.damaging import KINDS
from form4_grammar.testing.measuring import Measured, Reading, measure

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from support.ordinary import ordinary
from support.page_of_2003 import html_page, text_page
from support.sec_page import sec_page

FOLDERS = ("ocr", "html", "xml", "x06")
SUFFIXES = {".txt", ".html", ".htm", ".xml", ".md"}
COLUMNS = ("pages", "wrong fields", "silent", "told elsewhere", "silent in parse", "traceless", "hinted", "exceptions")


class Task(NamedTuple):
    """A page to damage: a file, or with a dialect and a filing's number a generated one."""

    source: str
    kind: str
    seed: int


class Outcome(NamedTuple):
    """What became of a task; ``counts`` are those of `COLUMNS`, in their order."""

    task: Task
    counts: tuple[int, ...]
    silent: list[dict[str, Any]]
    raised: str = ""


def read(page: str, dialect: Dialect | None = None) -> Reading:
    """What is read of a page. As `form4` would: the damaged page itself says which dialect it is."""
    parsed = parse(page, dialect=dialect or "auto")
    return Reading(parsed.filing, parsed.diagnostics, check_parsed(parsed).diagnostics, parsed.unread)


def print_of(filing: Filing, dialect: Dialect, *, is_of_2003: bool = False) -> str | None:
    """A filing in a dialect, on the page of 2003 to 2009 or the later one; None where it cannot be printed."""
    try:
        if dialect == "xml":
            ciks = [owner.cik if (owner.cik or "").isdigit() else "0000000001" for owner in filing.reporting_owners]
            issuer = filing.issuer.cik if (filing.issuer.cik or "").isdigit() else "0000000002"
            return write(filing, issuer_cik=issuer, owner_ciks=[cik or "" for cik in ciks]).text
        if is_of_2003:
            return html_page(filing) if dialect == "html" else text_page(filing)
        return sec_page(printed(filing)) if dialect == "html" else render(filing)
    except (ValueError, LookupError, AttributeError, TypeError):
        return None


def generated(number: int) -> list[Filing]:
    """So many filings, the same ones each time."""
    from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: PLC0415 - only where it is asked for

    from form4_grammar.testing import filings  # noqa: PLC0415

    drawn: list[Filing] = []

    @seed(0)
    @settings(
        max_examples=number, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(filings())
    def draw(filing: Filing) -> None:
        drawn.append(ordinary(filing))

    draw()
    return drawn[:number]


@lru_cache(maxsize=1)
def _drawn(number: int) -> list[Filing]:
    return generated(number)


@lru_cache(maxsize=4)
def page_of(source: str) -> tuple[str, Dialect, Reading, bool]:
    """A page, its dialect, what is read of it, and whether it is one of 2003 to 2009."""
    if source.startswith("generated:"):
        _, number, index, spoken = source.split(":")
        filing = _drawn(int(number))[int(index)]
        page = print_of(filing, spoken) or ""  # type: ignore[arg-type]
    else:
        page = open_source(Path(source)).text
    used = parse(page).grammar
    return page, dialect_of(page), read(page), used is not None and used.is_of_2003


def run(task: Task) -> Outcome | None:
    """Damages a page and judges what is read; None where the kind does not apply to it."""
    try:
        page, dialect, undamaged, is_older = page_of(task.source)
        if undamaged.filing is None:
            return None

        def printed_so(filing: Filing) -> str | None:
            return print_of(filing, dialect, is_of_2003=is_older)

        found = measure(page, task.kind, task.seed, dialect, undamaged, read, printed_so)
    except Exception:  # noqa: BLE001 - that reading raises is what is looked for
        return Outcome(task, (1, 0, 0, 0, 0, 0, 0, 1), [], traceback.format_exc())
    if found is None:
        return None
    elsewhere = len(found.silent) if found.is_told_elsewhere else 0
    pages = int(found.is_traceless), int(found.is_hinted), 0
    counts = (1, len(found.wrong), len(found.silent), elsewhere, len(found.silent_in_reading), *pages)
    return Outcome(task, counts, list(_told(task, found)))


def _told(task: Task, found: Measured) -> Iterator[dict[str, Any]]:
    in_reading = {one.keys for one in found.silent_in_reading}
    both = {one.keys for one in found.silent}
    for one in [*found.silent, *(one for one in found.silent_in_reading if one.keys not in both)]:
        yield {
            **task._asdict(),
            "path": one.path,
            "truth": str(one.truth)[:200],
            "got": str(one.got)[:200],
            "told_elsewhere": found.is_told_elsewhere,
            "silent": [name for name, keys in (("check", both), ("parse", in_reading)) if one.keys in keys],
            "findings": [f"{d.code} {d.severity} {d.path}" for d in found.reading.checked][:12],
        }


def tasks(sources: Sequence[str], kinds: Sequence[str], pages: int, seed: int) -> list[Task]:
    """The pages to damage, the kinds spread evenly; those of one file stand together, since its own reading is needed, too."""
    each = -(-pages // len(sources))
    return [
        Task(source, kinds[(index * 37 + turn) % len(kinds)], seed + index * each + turn)
        for index, source in enumerate(sources)
        for turn in range(each)
    ]


def files_of(places: Sequence[Path]) -> list[str]:
    found = [place for place in places if place.is_file()]
    found += [path for place in places for path in sorted(place.rglob("*")) if path.suffix in SUFFIXES and path.is_file()]
    return [str(path) for path in found if path.name != "README.md"]


def arguments_of(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders (default: some of ../shared/corpus)")
    parser.add_argument("--pages", type=int, default=2000, help="how many damaged pages to try (default: 2000)")
    parser.add_argument(
        "--kind", action="append", choices=sorted(KINDS), metavar="KIND", help="only this kind; may be repeated"
    )
    parser.add_argument("--seed", type=int, default=0, help="the first seed (default: 0)")
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="N generated filings, as text, HTML and XML")
    parser.add_argument("--exact", action="store_true", help="every page with `--seed` itself, to see one case again")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="show N silent fields of each kind")
    parser.add_argument("--jobs", type=int, default=cpu_count(), help="processes (default: all cores)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts and all silent fields there")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Prints the table; see the module."""
    options = arguments_of(arguments)
    sources = files_of(options.paths or ([] if options.generated else [Path("../shared/corpus") / name for name in FOLDERS]))
    sources += [f"generated:{options.generated}:{n}:{d}" for n in range(options.generated) for d in ("text", "html", "xml")]
    if not sources:
        print("No pages there.", file=sys.stderr)
        return 2
    kinds = options.kind or list(KINDS)
    asked = tasks(sources, kinds, options.pages, options.seed)
    if options.exact:
        asked = [Task(source, kind, options.seed) for source in sources for kind in kinds]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    outcomes = []
    bar = (TextColumn("damaged pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bar, console=Console(stderr=True)) as progress, Pool(options.jobs) as pool:
        for outcome in progress.track(pool.imap_unordered(run, asked, chunksize=20), total=len(asked)):
            if outcome is None:
                continue
            counts[outcome.task.kind].update(dict(zip(COLUMNS, outcome.counts, strict=True)))
            if outcome.silent or outcome.raised:
                outcomes.append(outcome)
    outcomes.sort(key=lambda one: one.task)
    _show(counts, outcomes, options.examples)
    if options.json:
        silent = [one for outcome in outcomes for one in outcome.silent]
        raised = [{**one.task._asdict(), "raised": one.raised} for one in outcomes if one.raised]
        options.json.write_text(json.dumps({"kinds": counts, "silent": silent, "raised": raised}, indent=1, ensure_ascii=False))
    total = sum(counts.values(), Counter())
    return int(bool(total["silent"] or total["exceptions"]))


def _show(counts: dict[str, Counter[str]], outcomes: Sequence[Outcome], examples: int) -> None:
    table = Table("kind", *COLUMNS, box=None)
    for kind in sorted(counts, key=lambda name: (-counts[name]["silent"], -counts[name]["silent in parse"], name)):
        table.add_row(kind, *(f"{counts[kind][column]:,}" for column in COLUMNS))
    total = sum(counts.values(), Counter())
    table.add_row("all", *(f"{total[column]:,}" for column in COLUMNS), style="bold")
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    shown: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.raised:
            print(f"\n{outcome.task}\n{outcome.raised}")
        for one in outcome.silent:
            if shown[one["kind"]] < examples and "check" in one["silent"]:
                shown[one["kind"]] += 1
                print(f"\n{one['kind']} seed {one['seed']} {one['source']}")
                print(f"  {one['path']}: {one['truth']!r} read as {one['got']!r}")
                print(f"  {'; '.join(one['findings']) or 'no finding'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
