"""Text, HTML and XML to filing against lxml on the same filings' XML, checks against parsing, and the cost of a row.

python benchmarks/reading.py ../shared/corpus

All are ratios of one run, in one process, of times of the processor; of several rounds the shortest counts. The exit code is 1
where one is over its limit.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import NamedTuple

from lxml import etree
from peers import by_hand

from form4_grammar import parse
from form4_grammar.checking import check_parsed
from form4_grammar.rules.example import EXAMPLE_PAGE

ROUNDS = 7
LIMIT_TEXT, LIMIT_HTML, LIMIT_XML, LIMIT_BY_HAND, LIMIT_CHECK, LIMIT_ROW = 8.0, 45.0, 12.0, 5.0, 1.3, 1.2
COLLECTED_EVERY = 50_000
ROWS = (1, 10, 100, 1_000, 10_000)


class Ratio(NamedTuple):
    """What was measured: how many times as long as what it is held against, and how many times are too many."""

    what: str
    times: float
    limit: float


class Documents(NamedTuple):
    """A filing as the copies that the corpus has of it; not of all has it HTML."""

    text: str
    xml: bytes
    html: str | None


def best(run: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of this process: the one that other work on the machine disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def filings(corpus: Path) -> list[Documents]:
    """The filings of the corpus that are there as text."""
    xml = {path.stem: path.read_bytes() for path in corpus.glob("xml/**/*.xml")}
    html = {path.stem: path.read_text(encoding="utf-8") for path in corpus.glob("html/*.html")}
    pages = sorted(corpus.glob("ocr/*.txt"))
    return [Documents(page.read_text(encoding="utf-8"), xml[page.stem], html.get(page.stem)) for page in pages]


def against_lxml(found: Sequence[Documents]) -> Iterator[Ratio]:
    """Each kind of copy against lxml, which makes a tree of the XML of the same filings, and text against a reader by hand."""
    in_html = [one for one in found if one.html is not None]
    text = best(lambda: [parse(one.text) for one in found])
    lxml = best(lambda: [etree.fromstring(one.xml) for one in found])
    print(f"{text / len(found) * 1e6:.0f} µs a page of text, lxml {lxml / len(found) * 1e6:.0f} µs; {len(found)} filings")
    yield Ratio("Text to filing, to lxml", text / lxml, LIMIT_TEXT)
    yield Ratio("Text to filing, to a reader by hand", text / best(lambda: [by_hand(one.text) for one in found]), LIMIT_BY_HAND)
    yield Ratio("XML to filing, to lxml", best(lambda: [parse(one.xml) for one in found]) / lxml, LIMIT_XML)
    if in_html:
        html = best(lambda: [parse(one.html) for one in in_html if one.html is not None])
        yield Ratio("HTML to filing, to lxml", html / best(lambda: [etree.fromstring(one.xml) for one in in_html]), LIMIT_HTML)
    checked = best(lambda: [check_parsed(parse(one.text)) for one in found])
    yield Ratio("Text to filing and checked, to unchecked", checked / text, LIMIT_CHECK)


def page_of(rows: int, serial: int) -> str:
    """A page with so many rows in Table I, no two of them, and no two pages, alike."""
    held = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
    many = "".join(f"Class {serial + n} Stock\t\t\t\t\t\t\t\t{serial + n}\tI\tBy Trust {serial + n}\n" for n in range(rows))
    return EXAMPLE_PAGE.replace(held, many)


def per_row() -> Iterator[Ratio]:
    """What a row costs, rules included, on pages of more and more rows, each of them read for the first time.

    Python looks for garbage as seldom as in the commands: how often it does grows with what there is, whoever made it.
    """
    gc.set_threshold(COLLECTED_EVERY)

    def cost(rows: int) -> float:
        times = []
        for page in [page_of(rows, 10_000_000 + 10_000 * n + rows * 1_000_000) for n in range(ROUNDS)]:
            start = process_time()
            check_parsed(parse(page))
            times.append(process_time() - start)
        return min(times) / rows

    costs = {rows: cost(rows) for rows in ROWS}
    for fewer, more in pairwise(ROWS):
        yield Ratio(f"A row among {more:,}, to one among {fewer:,}", costs[more] / costs[fewer], LIMIT_ROW)


def main(arguments: Sequence[str]) -> int:
    """Prints the ratios; 1 where one is over its limit, 2 where there is nothing to measure."""
    found = filings(Path(arguments[0] if arguments else "../shared/corpus"))
    if not found:
        print("No pages with their XML there.", file=sys.stderr)
        return 2
    over = False
    for ratio in (*against_lxml(found), *per_row()):
        over = over or ratio.times > ratio.limit
        print(f"{ratio.what:42} {ratio.times:6.2f} (at most {ratio.limit:g})")
    return int(over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
