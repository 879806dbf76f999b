"""Spark: the same pages give the same rows. Runs where the extra 'spark' and Java are installed."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED, case_text
from support.exporting import exported, filing, read, written
from support.ownership_documents import DOCUMENT

pytest.importorskip("pyarrow", reason="the extra 'tables' is not installed")
pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")

import pyarrow.parquet as pq

from form4_grammar.tabular.schema import TABLES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="Java is not installed"),
]


def test_the_job_writes_what_the_command_writes(tmp_path: Path) -> None:
    texts = [filing(number) for number in range(1, 20)]
    texts += [DOCUMENT, "nothing of the kind", case_text("form4-plain"), case_text("form4-fault-letter-in-amount")]
    place = SHARED / "corpus" / "ocr"
    texts += [path.read_text(encoding="utf-8") for path in sorted(place.glob("*.txt"))[:40]] if place.is_dir() else []
    files = written(tmp_path / "filings", texts, ".page")
    exported(files, tmp_path / "ours")
    environment = os.environ | {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_MASTER": "local[2]",
    }
    submitted = subprocess.run(
        [
            *_submit(),
            "--master",
            "local[2]",
            ROOT / "examples" / "spark_job.py",
            str(tmp_path / "filings"),
            str(tmp_path / "theirs"),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert submitted.returncode == 0, submitted.stderr[-3000:]
    ours = read(tmp_path / "ours")
    for name in TABLES:
        theirs = pq.read_table(tmp_path / "theirs" / name).drop_columns(["PART"]).to_pylist() if ours[name] else []
        assert _compared(theirs) == _compared(ours[name]), name


def _submit() -> list[str | Path]:
    import pyspark

    return [Path(pyspark.__file__).parent / "bin" / "spark-submit"]


def _compared(rows: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    """Rows in an order of their own: Spark calls a file by its URL, and numbers and ties no documents."""
    left_out: tuple[str, ...] = (
        "DOCUMENT_NUMBER",
        "COPY_OF",
        "AMENDS",
        "AMENDS_ROW",
        "DOCUMENT_KEY",
        "ROW_KEY",
        "PATH",
        "SOURCE",
    )
    left_out += tuple(f"{name}_SK" for name in TABLES)
    return sorted(([(key, value) for key, value in sorted(row.items()) if key not in left_out] for row in rows), key=str)


def test_the_example_can_be_imported() -> None:
    assert callable(runpy.run_path(str(ROOT / "examples" / "spark_job.py"), run_name="example")["read"])
