"""How well each kind of copy is read: folders of copies whose filings are known, a line each.

    python benchmarks/copies.py
    python benchmarks/copies.py ../shared/corpus --markdown > table.md

In a folder, the truth of `NAME.html` is `NAME.json` beside it or in `--truth`: a filing as `form4 parse --format json` prints
it, by itself or under the key `truth`. Of both, what a page can show counts, the two lines of a street as one. The columns:
pages; fields that the truth has and the reading has just so, in per cent; fields that differ, or are too many, and are named by
no finding (`silent`); pages of which every field is right.

Exit: 1 where a field is silently wrong, 2 where there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.progress import track
from rich.table import Table

from form4_grammar import parse
from form4_grammar.as_json.from_json import NotAFiling, filing_from_json
from form4_grammar.as_json.jsonable import parsed as as_json
from form4_grammar.documents.source import Source
from form4_grammar.model import Filing
from form4_grammar.reading import Parsed
from form4_grammar.testing import judge, printed

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
COLUMNS = ("copies", "pages", "fields right", "silent", "read whole")


class Measured(NamedTuple):
    """What was read of one page: how many of its fields are right, of how many, and how many are wrong in silence."""

    right: int
    fields: int
    silent: int


def leaves(thing: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a filing's JSON that hold something, each with its path. A box without a tick holds nothing."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield from leaves(value, f"{path}.{name}")
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from leaves(value, f"{path}[{index}]")
    elif thing not in (None, "", False):
        yield path, " ".join(str(thing).split())


def fields_of(filing: Filing | None) -> dict[str, Any]:
    """The fields of a filing that hold something."""
    if filing is None:
        return {}
    shown = as_json("", Parsed(Source(""), filing.form_type[:1], filing, ()))["filing"]
    for owner in shown["reporting_owners"]:
        streets = [owner["address"].pop(name) for name in ("street1", "street2")]
        owner["street"] = " ".join(filter(None, streets))
    return dict(leaves(shown))


def measured(page: Path, truth: Filing) -> Measured:
    """How well a page is read."""
    parsed = parse(page)
    truth, got = printed(truth), parsed.filing and printed(parsed.filing)
    silent = sum(one.is_silent for one in judge(truth, got, parsed.diagnostics, parsed.unread))
    want, have = fields_of(truth), fields_of(got)
    return Measured(sum(have.get(path) == value for path, value in want.items()), len(want), silent)


def truth_of(page: Path, folder: Path) -> Filing | None:
    """The filing that a page is a copy of; None where it is not known."""
    for place in (page.with_suffix(".json"), folder / f"{page.stem}.json"):
        if place.exists():
            told = json.loads(place.read_bytes())
            try:
                return filing_from_json(msgspec.json.encode(told.get("truth", told)))
            except NotAFiling:
                return None
    return None


def folders(root: Path) -> list[Path]:
    """The folders below one, and itself, that hold files."""
    return [
        folder
        for folder in (root, *sorted(root.rglob("*")))
        if folder.is_dir() and any(one.is_file() for one in folder.iterdir())
    ]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=CORPUS, help="a folder of folders of copies")
    parser.add_argument("--truth", type=Path, default=None, help="where the truth is that does not stand beside a page")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args(arguments)
    elsewhere = options.truth or options.root / "ocr"
    rows = []
    for folder in track(folders(options.root), "Reading", console=Console(stderr=True), transient=True):
        pages = [page for page in sorted(folder.iterdir()) if page.is_file() and page.suffix not in (".json", ".xml")]
        known = [(page, truth) for page in pages if (truth := truth_of(page, elsewhere)) is not None]
        if known:
            rows.append((str(folder.relative_to(options.root)), [measured(page, truth) for page, truth in known]))
    if not rows:
        print(f"no copies with a known filing below {options.root}", file=sys.stderr)
        return 2
    shown = [_row(name, pages) for name, pages in rows]
    if options.markdown:
        for line in (COLUMNS, ("---",) + ("--:",) * (len(COLUMNS) - 1), *shown):
            print(f"| {' | '.join(line)} |")
    else:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for number, column in enumerate(COLUMNS):
            table.add_column(column, justify="right" if number else "left", no_wrap=True)
        for line in shown:
            table.add_row(*line)
        Console().print(table)
    return int(any(page.silent for _, pages in rows for page in pages))


def _row(name: str, pages: Sequence[Measured]) -> tuple[str, ...]:
    right, fields = sum(page.right for page in pages), sum(page.fields for page in pages)
    share = f"{100 * right / fields:.2f} %" if fields else ""
    silent, whole = sum(page.silent for page in pages), sum(page.right == page.fields for page in pages)
    return name, str(len(pages)), share, str(silent), str(whole)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
