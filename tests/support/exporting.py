"""Runs of an export, and the tables that they wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from form4_grammar.bulk.export import Settings, Told, export
from form4_grammar.bulk.pages import LeftOut, pages
from form4_grammar.tabular.schema import TABLES
from support.ownership_documents import changed

pq = pytest.importorskip("pyarrow.parquet")
Tables = dict[str, list[dict[str, Any]]]


def filing(number: int) -> str:
    """One of many filings: each has another number of shares and another period."""
    return changed("<value>400.00</value>", f"<value>{number}</value>")


def written(folder: Path, texts: Sequence[str | bytes], suffix: str = ".xml") -> list[tuple[str, bool]]:
    """Texts as files in a folder, as the run wants them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:04d}{suffix}" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(str(file), True) for file in files]


def exported(files: Sequence[tuple[str, bool]], folder: Path, format: str = "parquet", **settings: Any) -> Told:
    return export(pages(files, LeftOut()), folder, Settings(format, workers=0, **settings))


def read(folder: Path) -> Tables:
    """The Parquet tables of a folder."""
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
