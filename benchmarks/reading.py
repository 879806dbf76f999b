"""Text to filing against lxml on the same filings' XML, checks against parsing, and the cost of a row. Ratios, in one run.

python benchmarks/reading.py ../shared/corpus
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from lxml import etree

from form4_grammar import parse
from form4_grammar.checking import check_parsed
from form4_grammar.rules.example import EXAMPLE_PAGE

ROUNDS = 7
LIMIT_LXML, LIMIT_CHECK, LIMIT_ROW = 12.0, 1.5, 1.2


def best(run: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of this process: the one that other work on the machine disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def pages_and_xml(corpus: Path) -> dict[str, list[tuple[str, bytes]]]:
    """The pages with the XML of the same filings, by form."""
    xml = {path.stem: path.read_bytes() for path in corpus.glob("xml/**/*.xml")}
    found: dict[str, list[tuple[str, bytes]]] = {}
    for path in sorted(corpus.glob("ocr/*.txt")):
        text = path.read_text(encoding="utf-8")
        found.setdefault(parse(text).form or "?", []).append((text, xml[path.stem]))
    return found


def against_lxml(filings: Sequence[tuple[str, bytes]]) -> float:
    """How many times as long as lxml."""
    ours = best(lambda: [parse(page) for page, _ in filings])
    theirs = best(lambda: [etree.fromstring(document) for _, document in filings])
    print(f"  {ours / len(filings) * 1e6:.0f} µs a page, lxml {theirs / len(filings) * 1e6:.0f} µs")
    return ours / theirs


def check_against_parse(filings: Sequence[tuple[str, bytes]]) -> float:
    """How many times as long as parsing it takes to parse and check."""
    parsing = best(lambda: [parse(page) for page, _ in filings])
    return best(lambda: [check_parsed(parse(page)) for page, _ in filings]) / parsing


def page_of(rows: int, serial: int) -> str:
    """A page with so many rows in Table I, no two of them, and no two pages, alike."""
    held = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
    many = "".join(f"Class {serial + n} Stock\t\t\t\t\t\t\t\t{serial + n}\tI\tBy Trust {serial + n}\n" for n in range(rows))
    return EXAMPLE_PAGE.replace(held, many)


def per_row() -> float:
    """The cost of a row on a page with 1,000 against one with 100, every row read for the first time."""

    def cost(rows: int) -> float:
        pages = [page_of(rows, 10_000_000 + 10_000 * n + rows * 1_000_000) for n in range(ROUNDS)]
        times = []
        for page in pages:
            start = process_time()
            parse(page)
            times.append(process_time() - start)
        return min(times) / rows

    return cost(1000) / cost(100)


def main(arguments: Sequence[str]) -> int:
    """Prints the ratios; 1 where one is over its limit, 2 where there is nothing to measure."""
    filings = pages_and_xml(Path(arguments[0] if arguments else "../shared/corpus"))
    over = False
    everything = [filing for found in filings.values() for filing in found]
    if not everything:
        print("No pages with their XML there.", file=sys.stderr)
        return 2
    for form, found in [*sorted(filings.items()), ("3, 4 and 5", everything)]:
        print(f"Form {form}: {len(found)} pages")
        ratio = against_lxml(found)
        over = over or ratio > LIMIT_LXML
        print(f"  text to filing: {ratio:.1f} times lxml (at most {LIMIT_LXML:g})")
    checked, row = check_against_parse(everything), per_row()
    print(f"Parsing and checking: {checked:.2f} times parsing (at most {LIMIT_CHECK:g})")
    print(f"A row among 1,000: {row:.2f} times a row among 100 (at most {LIMIT_ROW:g})")
    return int(over or checked > LIMIT_CHECK or row > LIMIT_ROW)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
