"""This project against others that read Forms 3, 4 and 5: throughput, memory, time to a first result, and what each keeps.

python benchmarks/peers.py ../shared/corpus [--plot docs/peers.svg] > docs/peers.md

Each reader runs in a process of its own, one after the other, five rounds of it all; the figures are medians. Times are of the
processor, but for the runs with workers, which are measured by the clock. The others read the XML of the same filings. What is
not installed is left out: pip install ledge-edgar edgartools
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from bulk import pages, run

Rows = list[dict[str, str]]
"""The rows of a filing, what is empty left out: values by the names of the JSON; ``footnotes`` is the number of references."""

ROUNDS = 5
_BATCH = 64


class Peer(NamedTuple):
    """A reader: what it reads (the end of the files' names), how it is made, and how its result is shown as rows."""

    suffix: str
    make: Callable[[], Callable[[Any], Any]]
    rows: Callable[[Any], Rows] | None = None


# What each of them does


def _lxml() -> Callable[[Any], Any]:
    return importlib.import_module("lxml.etree").fromstring  # type: ignore[no-any-return]


def _ours() -> Callable[[Any], Any]:
    return importlib.import_module("form4_grammar").parse  # type: ignore[no-any-return]


def _with_rules() -> Callable[[Any], Any]:
    parse, check_parsed = _ours(), importlib.import_module("form4_grammar.checking").check_parsed

    def read(text: Any) -> Any:
        parsed = parse(text)
        check_parsed(parsed)
        return parsed

    return read


def _as_tables() -> Callable[[Any], Any]:
    arrow = importlib.import_module("form4_grammar.tabular.arrow")
    waiting: list[Any] = []

    def read(text: Any) -> None:
        waiting.append(arrow.read_page("page", text))
        if len(waiting) == _BATCH:
            arrow.batch(waiting)
            waiting.clear()

    return read


def _ledge() -> Callable[[Any], Any]:
    return importlib.import_module("oxfordledge_edgar").parse_form4  # type: ignore[no-any-return]


def _edgartools() -> Callable[[Any], Any]:
    owners = importlib.import_module("edgar.ownership.owners")

    class Nobody:
        """Stands for what would be looked up in the network."""

        def __init__(self, _: int) -> None:
            self.data = self
            self.is_company = False

    vars(owners)["Entity"] = Nobody
    return importlib.import_module("edgar.ownership").Ownership.parse_xml  # type: ignore[no-any-return]


# The floor: the same text read by hand, without places, findings, damage or any other layout

_TABLE_I = (
    "security_title transaction_date deemed_execution_date transaction_code V transaction_shares "
    "transaction_acquired_disposed_code transaction_price_per_share shares_owned_following_transaction "
    "direct_or_indirect_ownership nature_of_ownership"
).split()
_TABLE_II = (
    "security_title conversion_or_exercise_price transaction_date deemed_execution_date transaction_code V A D exercise_date "
    "expiration_date underlying_security_title underlying_security_shares transaction_price_per_share "
    "shares_owned_following_transaction direct_or_indirect_ownership nature_of_ownership"
).split()
_REFERENCE = re.compile(r" ?(?:⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾|<sup>\(\d+\)</sup>)")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_AMOUNT = re.compile(r"\\?\$?(\d[\d,]*(?:\.\d+)?)")


def by_hand(text: str) -> Rows:
    """The rows of a page of today in tabbed text, as little as can be done for them."""
    rows: Rows = []
    columns: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith("Table I"):
            columns = _TABLE_II if line.startswith("Table II") else _TABLE_I
        elif line.startswith("Explanation of Responses"):
            break
        elif columns and line.count("\t") == len(columns) - 1 and not line.startswith(("\t", "1. ")):
            rows.append(_rowby_hand(columns, line.split("\t")))
    return rows


def _rowby_hand(columns: list[str], cells: list[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    notes = 0
    for name, cell in zip(columns, cells, strict=True):
        if not cell:
            continue
        bare, found = _REFERENCE.subn("", cell)
        notes += found
        if day := _DAY.fullmatch(bare):
            bare = f"{day[3]}-{day[1]}-{day[2]}"
        elif amount := _AMOUNT.fullmatch(bare):
            bare = amount[1].replace(",", "")
        if name in "AD":
            row |= {"transaction_shares": bare, "transaction_acquired_disposed_code": name} if bare else {}
        elif bare and name != "V":
            row[name] = bare
    row["footnotes"] = str(notes)
    return row


# What each of them keeps, shown alike


def _rows_of_filing(parsed: Any) -> Rows:
    rows = []
    for row in (*parsed.filing.non_derivative_table, *parsed.filing.derivative_table):
        cells = {one.name: getattr(row, one.name) for one in fields(row)}
        shown = {
            name: _text(cell.value) for name, cell in cells.items() if hasattr(cell, "footnotes") and cell.value is not None
        }
        shown["footnotes"] = str(sum(len(cell.footnotes) for cell in cells.values() if hasattr(cell, "footnotes")))
        rows.append(shown)
    return rows


def _rows_of_truth(filing: dict[str, Any]) -> Rows:
    rows = []
    for row in (*filing["non_derivative_table"], *filing["derivative_table"]):
        cells = {name: cell for name, cell in row.items() if isinstance(cell, dict)}
        shown = {name: _text(cell["value"]) for name, cell in cells.items() if cell["value"] is not None}
        shown["footnotes"] = str(sum(len(cell["footnotes"]) for cell in cells.values()))
        rows.append(shown)
    return rows


def _rows_of_ledge(found: Any) -> Rows:
    names = {
        "transaction_date": "transaction_date",
        "transaction_code": "transaction_code",
        "shares": "transaction_shares",
        "price_per_share": "transaction_price_per_share",
        "shares_owned_after": "shares_owned_following_transaction",
        "direct_or_indirect": "direct_or_indirect_ownership",
        "acquired_disposed": "transaction_acquired_disposed_code",
    }
    return [
        {ours: _text(value) for theirs, ours in names.items() if (value := getattr(row, theirs)) is not None} for row in found
    ]


def _rows_of_edgartools(found: Any) -> Rows:
    names = {
        "Security": "security_title",
        "Date": "transaction_date",
        "Shares": "transaction_shares",
        "Remaining": "shares_owned_following_transaction",
        "Price": "transaction_price_per_share",
        "AcquiredDisposed": "transaction_acquired_disposed_code",
        "DirectIndirect": "direct_or_indirect_ownership",
        "NatureOfOwnership": "nature_of_ownership",
        "Code": "transaction_code",
        "ExercisePrice": "conversion_or_exercise_price",
        "ExerciseDate": "exercise_date",
        "ExpirationDate": "expiration_date",
        "Underlying": "underlying_security_title",
        "UnderlyingShares": "underlying_security_shares",
    }
    rows = []
    for table in (found["non_derivative_table"], found["derivative_table"]):
        for part in (table.transactions, table.holdings):
            for row in part.data.to_dict("records") if part.data is not None else ():
                shown = {ours: text for theirs, ours in names.items() if (text := _text(row.get(theirs)).strip())}
                shown["footnotes"] = str(len(re.findall(r"F\d+", _text(row.get("footnotes")))))
                rows.append(shown)
    return rows


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


PEERS = {
    "lxml alone (XML to a tree)": Peer("xml", _lxml),
    "by hand, with `re` (text)": Peer("txt", lambda: by_hand, lambda rows: rows),
    "form4_grammar, text": Peer("txt", _ours, _rows_of_filing),
    "form4_grammar, text, with rules": Peer("txt", _with_rules, _rows_of_filing),
    "form4_grammar, text, to Arrow tables": Peer("txt", _as_tables),
    "form4_grammar, HTML": Peer("html", _ours, _rows_of_filing),
    "form4_grammar, XML": Peer("xml", _ours, _rows_of_filing),
    "ledge-edgar (XML)": Peer("xml", _ledge, _rows_of_ledge),
    "edgartools (XML)": Peer("xml", _edgartools, _rows_of_edgartools),
}
WORKERS = (1, 2)
PAGES = 12_000
"""The pages of the runs with workers: fewer, and the start of the processes is what is measured."""


# Measuring


def documents(corpus: Path, suffix: str) -> list[tuple[Any, dict[str, Any]]]:
    """The filings that all of them can be measured on, as documents of a kind, each with its truth."""
    html = {path.stem: path for path in (corpus / "html").glob("*.html")}
    xml = {path.stem: path for path in (corpus / "xml").rglob("*.xml")}
    found = []
    for truth in sorted((corpus / "ocr").glob("*.json")):
        place = {"txt": truth.with_suffix(".txt"), "html": html.get(truth.stem), "xml": xml.get(truth.stem)}[suffix]
        filing = json.loads(truth.read_text(encoding="utf-8"))["truth"]
        if truth.stem in xml and place is not None:
            data = place.read_bytes()
            found.append((data if suffix == "xml" else data.decode(), filing))
    return found


def measure(name: str, corpus: Path) -> dict[str, float]:
    """One round of one reader, in this process: the figures as they are printed."""
    peer = PEERS[name]
    given = documents(corpus, peer.suffix)
    start = time.perf_counter()
    read = peer.make()
    if not name.startswith(("lxml", "form4", "by hand")):
        given = [(document.decode() if isinstance(document, bytes) else document, truth) for document, truth in given]
    read(given[0][0])
    first = time.perf_counter() - start
    for document, _ in given[:20]:
        read(document)
    begun = time.process_time()
    for document, _ in given:
        read(document)
    taken = time.process_time() - begun
    told = {"rate": len(given) / taken, "first": first, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return told | (_kept(peer.rows, read, given) if peer.rows is not None else {})


def _kept(
    rows: Callable[[Any], Rows], read: Callable[[Any], Any], given: Sequence[tuple[Any, dict[str, Any]]]
) -> dict[str, float]:
    """How much of the truth a reader keeps: rows, holdings, references and values, each of all there are."""
    counts = dict.fromkeys(("rows", "holdings", "references", "values"), 0.0)
    whole = dict(counts)
    for document, truth in given:
        want, got = _rows_of_truth(truth), rows(read(document))
        for side, total in ((want, whole), (got, counts)):
            total["rows"] += len(side)
            total["holdings"] += sum("transaction_code" not in row for row in side)
            total["references"] += sum(int(row.pop("footnotes", 0)) for row in side)
        whole["values"] += sum(map(len, want))
        for row in want:  # each against the row that has most in common with it
            best = max(got, key=lambda other: _same(row, other), default=None)
            if best is not None and _same(row, best):
                counts["values"] += _same(row, best)
                got.remove(best)
    return {name: min(1.0, counts[name] / whole[name]) for name in counts}


def _same(one: dict[str, str], other: dict[str, str]) -> int:
    """How many values of a row another has."""
    return sum(name in other and _alike(value, other[name]) for name, value in one.items())


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return " ".join(one.split()) == " ".join(other.split())


def rounds(corpus: Path) -> dict[str, dict[str, float]]:
    """The medians of all readers that can be run."""
    told: dict[str, list[dict[str, float]]] = {name: [] for name in PEERS}
    for number in range(ROUNDS):
        for name in list(told):
            command = [sys.executable, __file__, str(corpus), "--measure", name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name}: left out: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                del told[name]
                continue
            told[name].append(json.loads(done.stdout))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return {name: {key: statistics.median(one[key] for one in several) for key in several[0]} for name, several in told.items()}


def exports(corpus: Path) -> dict[int, float]:
    """Pages a second of a whole export, by the clock, by the number of workers."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages.jsonl"
        pages(corpus, PAGES, source)
        return {workers: run(source, PAGES, workers).rate for workers in WORKERS}


def shown(told: dict[str, dict[str, float]], rates: dict[int, float]) -> Iterator[str]:
    """The table, as Markdown."""
    base = told["lxml alone (XML to a tree)"]["rate"]
    yield "| reader | filings a second | × lxml's time | first result | memory | rows | holdings | references | values right |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, one in told.items():
        kept = (f"{one[key]:.1%}" if key in one else "" for key in ("rows", "holdings", "references", "values"))
        times = f"{one['rate']:,.0f} | {base / one['rate']:.1f}"
        yield f"| {name} | {times} | {one['first']:.2f} s | {one['memory']:.0f} MB | {' | '.join(kept)} |"
    yield ""
    yield f"`form4 export` of {PAGES:,} pages of text to Parquet, by the clock: {rates[1]:,.0f} pages a second with one worker,"
    yield f"{rates[2]:,.0f} with two, which is {rates[2] / rates[1]:.2f} times as fast."


def plot(told: dict[str, dict[str, float]], path: str) -> None:
    """Draws the throughput of each reader, with how much it keeps. Takes matplotlib."""
    pyplot = importlib.import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(figsize=(9, 3.5))
    names = [name for name, one in told.items() if "values" in one][::-1]
    rates = [told[name]["rate"] for name in names]
    bars = axes.barh(
        [name.replace("`", "") for name in names], rates, color=["#4c72b0" if "form4" in name else "#bbbbbb" for name in names]
    )
    axes.bar_label(bars, [f"{told[name]['rate']:,.0f}: {told[name]['values']:.1%} of the values" for name in names], padding=4)
    axes.set(xscale="log", xlim=(100, 40 * max(rates)), xlabel="filings a second, one core")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    """Prints the table; 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("../shared/corpus"))
    parser.add_argument("--measure", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("--plot", metavar="FILE", help="draw it, too")
    given = parser.parse_args()
    if not (given.corpus / "ocr").is_dir():
        print("No filings with their truth there.", file=sys.stderr)
        return 2
    if given.measure:
        print(json.dumps(measure(given.measure, given.corpus)))
        return 0
    told = rounds(given.corpus)
    print("\n".join(shown(told, exports(given.corpus))))
    if given.plot:
        plot(told, given.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
