"""Text to filing against lxml on the same filings' XML, and the cost of a row on long pages. Ratios, in one run.

python benchmarks/reading.py ../shared/corpus
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from lxml import etree

from form4_grammar import parse
from form4_grammar.rules.example import EXAMPLE_PAGE

ROUNDS = 7
LIMIT_LXML, LIMIT_ROW = 12.0, 1.2


def best(run: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds: the one that other work on the machine disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


def against_lxml(corpus: Path) -> float:
    """How many times as long as lxml over all filings."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in corpus.glob("ocr/*.txt")}
    xml = [path.read_bytes() for path in corpus.glob("xml/**/*.xml") if path.stem in texts]
    pages = list(texts.values())
    assert len(xml) == len(pages), "each page needs its XML"
    ours = best(lambda: [parse(page) for page in pages])
    theirs = best(lambda: [etree.fromstring(document) for document in xml])
    print(f"{len(pages)} pages: {ours / len(pages) * 1e6:.0f} µs a page, lxml {theirs / len(xml) * 1e6:.0f} µs")
    return ours / theirs


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
            start = perf_counter()
            parse(page)
            times.append(perf_counter() - start)
        return min(times) / rows

    return cost(1000) / cost(100)


def main(arguments: Sequence[str]) -> int:
    """Prints the ratios; 1 where one is over its limit."""
    corpus = Path(arguments[0] if arguments else "../shared/corpus")
    ratio, row = against_lxml(corpus), per_row()
    print(f"text to filing: {ratio:.1f} times lxml (at most {LIMIT_LXML:g})")
    print(f"a row among 1,000: {row:.2f} times a row among 100 (at most {LIMIT_ROW:g})")
    return 0 if ratio <= LIMIT_LXML and row <= LIMIT_ROW else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
