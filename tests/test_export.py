"""``form4 export``: tables as files, and runs that are interrupted."""

from __future__ import annotations

import gzip
import io
import json
import re
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import ROOT, case_text
from support.ownership_documents import DOCUMENT, changed
from support.submissions import LABELS

from form4_grammar.bulk.pages import LeftOut, Page, pages
from form4_grammar.controls import dead

pa = pytest.importorskip("pyarrow", reason="the extra 'tables' is not installed")
pq = pytest.importorskip("pyarrow.parquet")

from support.exporting import exported, filing, read, written  # noqa: E402

from form4_grammar.bulk.export import PARTS, Settings, Told, export  # noqa: E402
from form4_grammar.tabular.files import FORMATS, csv_cell, from_csv  # noqa: E402
from form4_grammar.tabular.schema import TABLES  # noqa: E402

SUBMITTED = f"{LABELS}<XML>\n{DOCUMENT}</XML></TEXT>\n</DOCUMENT>\n"
FORM4 = [sys.executable, "-m", "form4_grammar"]


def form4(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*FORM4, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_documents_become_tables(tmp_path: Path) -> None:
    filings = tmp_path / "filings"
    written(filings, [SUBMITTED, "nothing of the kind", DOCUMENT])
    (filings / "a-page.txt").write_text(case_text("form4-fault-no-signature"))
    done = form4("export", filings, "-o", tmp_path / "tables", "-j", "2")
    assert done.returncode == 1, done.stderr  # the part that was not read
    assert done.stdout == ""
    assert "4 documents (2 read, 1 no-form, 1 partial)" in done.stderr
    found = read(tmp_path / "tables")
    assert [(Path(row["PATH"]).name, row["STATUS"], row["DOCUMENT_NUMBER"]) for row in found["DOCUMENTS"]] == [
        ("0000.xml", "read", 1),
        ("0001.xml", "no-form", 2),
        ("0002.xml", "read", 3),
        ("a-page.txt", "partial", 4),
    ]
    assert found["DOCUMENTS"][3]["UNREAD"] == "signatures"
    assert [row["ACCESSION_NUMBER"][:1] for row in found["SUBMISSION"]] == ["0", "~", "~"]
    assert not (tmp_path / "tables" / PARTS).exists()


def test_what_cannot_be_read_costs_one_row(tmp_path: Path) -> None:
    files = written(tmp_path / "filings", [filing(1), filing(2), filing(3)])

    def without_the_second() -> Iterator[tuple[str, bool]]:
        yield files[0]
        Path(files[1][0]).unlink()
        yield from files[1:]

    told = export(pages(without_the_second(), LeftOut()), tmp_path / "tables", Settings("parquet", workers=0))
    assert told.statuses == {"read": 2, "unreadable": 1}
    assert [(row["STATUS"], row["REASON"]) for row in read(tmp_path / "tables")["DOCUMENTS"]] == [
        ("read", None),
        ("unreadable", "No such file or directory"),
        ("read", None),
    ]


def test_a_fault_of_ours_costs_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from form4_grammar.tabular import arrow

    def breaks(content: bytes, **settings: str) -> None:
        raise RecursionError(f"{len(content)} {settings['form']}")

    monkeypatch.setattr(arrow, "parse", breaks)
    told = exported(written(tmp_path / "filings", ["abc"]), tmp_path / "tables", reading={"form": "4"})
    assert told.statuses == {"crashed": 1}
    assert read(tmp_path / "tables")["DOCUMENTS"][0]["REASON"] == "internal fault: RecursionError: 3 4"


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    assert form4("export", tmp_path / "not-there", "-o", tmp_path / "tables").returncode == 2
    (tmp_path / "a.xml").write_text(DOCUMENT)
    (tmp_path / "file").write_text("")
    done = form4("export", tmp_path / "a.xml", "-o", tmp_path / "file")
    assert done.returncode == 2
    assert done.stderr == f"form4: {tmp_path / 'file'}: is a file; name a folder\n"
    done = form4("export", tmp_path / "a.xml", "-o", "")
    assert (done.returncode, done.stderr) == (2, "form4: -o: an empty path names no folder\n")


@pytest.mark.parametrize("absent", ["pyarrow", "duckdb"])
def test_without_a_library_the_command_says_which(tmp_path: Path, absent: str) -> None:
    (tmp_path / "a.xml").write_text(DOCUMENT)
    code = f"import sys; sys.modules[{absent!r}] = None; from form4_grammar.cli import main; main()"
    arguments = ["export", str(tmp_path / "a.xml"), "-o", str(tmp_path / "tables"), "--to", "duckdb"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == f"form4: duckdb takes the library {absent}: pip install 'form4-grammar[duckdb]'\n"
    assert not (tmp_path / "tables").exists()


FORMULA = changed("<signatureName>/s/ Ada N. Okafor<", "<signatureName>=HYPERLINK(\"http://a.example\",'x')<")
ODD = changed('<footnote id="F2">An average.<', '<footnote id="F2">\'quoted\', "twice"<', FORMULA)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same documents in every format."""
    place = tmp_path_factory.mktemp("formats")
    texts = [SUBMITTED, ODD, "nothing", case_text("form4-plain"), case_text("form3-several-owners")]
    files = written(place / "filings", texts)
    for name in FORMATS:
        exported(files, place / name, name)
    return {name: place / name for name in FORMATS}


def test_csv_is_safe_and_comes_back(folders: dict[str, Path]) -> None:
    parquet = read(folders["parquet"])
    for name, table in TABLES.items():
        with (folders["csv"] / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            assert list(from_csv(file, table)) == parquet[name], name
    text = (folders["csv"] / "OWNER_SIGNATURE.csv").read_text(encoding="utf-8")
    assert '"\'=HYPERLINK(""http://a.example"",' in text


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "\r=1", "\n=1", "＝1", "'=1", "'", "\u00a0=1"])
def test_no_cell_is_a_formula(sign: str) -> None:
    cell = csv_cell(sign)
    assert cell.strip('"').startswith("'")
    line = f"ACCESSION_NUMBER,FOOTNOTE_ID,FOOTNOTE_TXT\r\na,b,{cell}\r\n"
    (row,) = from_csv(io.StringIO(line, newline=""), TABLES["FOOTNOTES"])
    assert row["FOOTNOTE_TXT"] == dead(sign)


def test_no_cell_is_obeyed_by_a_terminal() -> None:
    cell = csv_cell("By \x1b]0;owned\x07 Trust \u009b31m \u202etsurT")
    assert cell == "By ␛]0;owned␇ Trust �31m �tsurT"


def test_csv_cells_across_blocks_come_back() -> None:
    texts = ['"' * number + "x" * (65_533 + shift) + '""' for number in range(3) for shift in range(4)]
    lines = "ACCESSION_NUMBER,FOOTNOTE_ID,FOOTNOTE_TXT\r\n" + "".join(f"a,b,{csv_cell(text)}\r\n" for text in texts)
    rows = list(from_csv(io.StringIO(lines, newline=""), TABLES["FOOTNOTES"]))
    assert [row["FOOTNOTE_TXT"] for row in rows] == texts


def test_lines_hold_numbers(folders: dict[str, Path]) -> None:
    lines = (folders["jsonl"] / "NONDERIV_TRANS.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"TRANS_PRICEPERSHARE":31.07,' in lines[0]
    assert json.loads(lines[0])["TRANS_DATE"] == "2022-06-14"


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_the_same_to_a_database(folders: dict[str, Path], format: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    parquet = read(folders["parquet"])
    if format == "duckdb":
        connection = duckdb.connect(str(folders[format] / "form4.duckdb"), read_only=True)
    else:
        connection = duckdb.connect()
        connection.execute(f"SET file_search_path = '{folders[format]}'")
        connection.execute((folders[format] / "views.sql").read_text(encoding="utf-8"))
    with connection:
        for name in TABLES:
            got = connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            assert got == [tuple(row.values()) for row in parquet[name]], name
        for view in ("latest", "trades", "positions"):
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchall()[0][0] > 0  # noqa: S608


def test_the_first_query_of_the_docs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("duckdb")
    written(tmp_path / "tests" / "dialects", [DOCUMENT])
    monkeypatch.chdir(tmp_path)
    docs = (ROOT / "docs" / "bulk.md").read_text(encoding="utf-8")
    command = re.search(r"^form4 (export .*)$", docs, re.MULTILINE)
    program = re.search(r"```python\n(.*?)```", docs, re.DOTALL)
    assert command is not None
    assert program is not None
    assert form4(*command[1].split()).returncode == 0
    exec(program[1], {})  # noqa: S102 - our own docs
    assert "LARKSPUR TOOL & DIE CO" in capfd.readouterr().out


def test_archives_are_opened(tmp_path: Path) -> None:
    (tmp_path / "one.xml.gz").write_bytes(gzip.compress(filing(1).encode()))
    with zipfile.ZipFile(tmp_path / "several.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/second.xml", filing(2))
        archive.writestr("b/third.xml.gz", gzip.compress(filing(3).encode()))
        archive.writestr("b/picture.png", b"\x89PNG")
        archive.writestr("__MACOSX/b/._second.xml", "x")
    with tarfile.open(tmp_path / "20220616.nc.tar.gz", "w:gz") as feed:
        for name, text in (
            ("0000912345-22-000007.nc", SUBMITTED),
            ("0000912345-22-000008.nc", SUBMITTED.replace("TYPE:\t4", "TYPE:\t8-K")),
        ):
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            feed.addfile(entry, io.BytesIO(text.encode()))
    lines = [{"path": "x/fourth", "html": filing(4)}, {"text": filing(5)}, {"none": 1}, "no object"]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "{broken\n")
    pq.write_table(pa.table({"id": [1], "raw": [filing(6).encode()]}), tmp_path / "pages.parquet")
    pq.write_table(pa.table({"path": ["p", "p"], "content": [filing(7), filing(8)]}), tmp_path / "more.parquet")
    (tmp_path / "broken.zip").write_bytes((tmp_path / "several.zip").read_bytes()[:200])
    names = "one.xml.gz several.zip 20220616.nc.tar.gz pages.jsonl more.parquet broken.zip".split()
    left_out = LeftOut()
    found = list(pages([(str(tmp_path / name), False) for name in names], left_out))
    found += pages([(str(tmp_path / "pages.parquet"), False)], left_out, "raw")
    assert [(page.name.removeprefix(f"{tmp_path}/"), page.found, page.problem) for page in found] == [
        ("one.xml.gz", False, ""),
        ("several.zip/b/second.xml", True, ""),
        ("several.zip/b/third.xml.gz", True, ""),
        ("20220616.nc.tar.gz/0000912345-22-000007.nc", True, ""),
        ("pages.jsonl#x/fourth", True, ""),
        ("pages.jsonl#2", True, ""),
        ("pages.jsonl#3", False, "no page in this row (looked for content, text, html, markdown, page, body)"),
        ("pages.jsonl#4", False, "no page in this row (looked for content, text, html, markdown, page, body)"),
        ("pages.jsonl#5", False, found[8].problem),
        ("more.parquet#p", True, ""),
        ("more.parquet#2", True, ""),
        ("broken.zip", False, found[11].problem),
        ("pages.parquet#1", True, ""),
    ]
    assert found[8].problem.startswith("no JSON: ")
    assert found[11].problem.startswith("damaged: ")
    contents = [page.content for page in found if page.content is not None]
    assert contents == [
        *(filing(number).encode() for number in (1, 2, 3)),
        SUBMITTED.encode(),
        *(filing(n).encode() for n in (4, 5, 7, 8, 6)),
    ]
    assert (left_out.strange, left_out.other_forms) == (2, 1)


def test_a_member_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * (80 * 2**20))
    told = exported([(str(tmp_path / "bomb.zip"), False)], tmp_path / "tables")
    assert told.statuses == {"refused": 1}


def test_other_commands_open_archives_and_patterns_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "several.zip", "w") as archive:
        archive.writestr("one.xml", filing(1))
        archive.writestr("two.xml", filing(2))
        archive.writestr("strange.txt", "nothing of the kind")
    done = form4("parse", tmp_path / "*.zip", "--format", "jsonl")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
        f"{tmp_path}/several.zip/one.xml",
        f"{tmp_path}/several.zip/two.xml",
    ]
    assert done.returncode == 0
    assert "1 of 3 files found is no Form 3, 4 or 5" in done.stderr
    done = form4("check", tmp_path, "--format", "json")
    assert len(json.loads(done.stdout)) == 2


def killed_and_whole(tmp_path: Path, number: int, moments: Sequence[int]) -> None:
    """Kills a run when it has so many parts, each time later, and then lets it end: all is as in an undisturbed run."""
    files = written(tmp_path / "filings", [filing(one) for one in range(1, number + 1)])
    whole, tables = tmp_path / "whole", tmp_path / "tables"
    exported(files, whole, reading={"form": "auto", "dialect": "auto", "rules": False})
    command = [*FORM4, "export", str(tmp_path / "filings"), "-o", str(tables), "-j", "2"]
    for parts in moments:
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            until = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < until:
                if len(list((tables / PARTS).glob("*.arrow"))) >= parts:
                    process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.002)
        assert not (tables / "DOCUMENTS.parquet").exists(), "it was killed too late"
    done = form4(*command[len(FORM4) :])
    assert done.returncode == 0
    assert "of them before" in done.stderr
    assert read(tables) == read(whole)
    assert sorted(path.name for path in tables.iterdir()) == sorted(path.name for path in whole.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_run_that_was_killed_goes_on(tmp_path: Path) -> None:
    killed_and_whole(tmp_path, 320, [1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_run_that_was_killed_again_and_again_goes_on(tmp_path: Path) -> None:
    killed_and_whole(tmp_path, 2_000, [1, 2, 5, 6, 13, 20, 27, 29])


def test_a_part_that_is_torn_is_made_again(tmp_path: Path) -> None:
    files = written(tmp_path / "filings", [filing(number) for number in range(1, 66)])
    tables = tmp_path / "tables"

    def stop(told: Told) -> None:
        if told.documents == 65:
            raise KeyboardInterrupt

    settings = Settings("parquet", workers=0)
    with pytest.raises(KeyboardInterrupt):
        export(pages(files, LeftOut()), tables, settings, stop)
    first, second = sorted((tables / PARTS).glob("*.arrow"))
    first.write_bytes(first.read_bytes()[:1000])
    told = export(pages(files, LeftOut()), tables, settings)
    assert (told.documents, told.kept) == (65, 1)
    assert [row["DOCUMENT_NUMBER"] for row in read(tables)["DOCUMENTS"]] == list(range(1, 66))
    assert not second.exists()


def test_parts_of_other_settings_are_not_used(tmp_path: Path) -> None:
    files = written(tmp_path / "filings", [filing(1)])

    def stop(_: Told) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(pages(files, LeftOut()), tmp_path / "tables", Settings("parquet", reading={"form": "3"}, workers=0), stop)
    assert exported(files, tmp_path / "tables").kept == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_full_disk_is_a_clear_end(tmp_path: Path) -> None:
    import resource

    files = written(tmp_path / "filings", [filing(number) for number in range(1, 40)])
    tables = tmp_path / "tables"
    exported(files[:1], tables)
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    done = subprocess.run(
        [*FORM4, "export", str(tmp_path / "filings"), "-o", str(tables), "-j", "1"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in tables.iterdir() if path.is_file()} == before
    assert not list((tables / PARTS).glob("*draft*"))
    assert form4("export", tmp_path / "filings", "-o", tables).returncode == 0
    assert len(read(tables)["DOCUMENTS"]) == 39


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    from form4_grammar.bulk.export import BusyError

    files = written(tmp_path / "filings", [filing(1)])

    def again(_: Told) -> None:
        exported(files, tmp_path / "tables")

    with pytest.raises(BusyError):
        export(pages(files, LeftOut()), tmp_path / "tables", Settings("parquet", workers=0), again)


def test_memory_does_not_grow_with_the_pages() -> None:
    from form4_grammar.bulk.pages import lists

    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield Page(str(taken), b"x" * 2**18)

    assert len(next(lists(endless()))) == taken == 8


def test_several_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from form4_grammar.cli import documents
    from form4_grammar.cli.commands import app

    monkeypatch.setattr(documents, "_MANY", 8)
    texts = [filing(number) for number in range(1, 20)]
    texts[5], texts[12] = "nothing of the kind", case_text("form4-fault-no-signature")
    written(tmp_path / "filings", texts)
    for command in (("parse", "--format", "jsonl"), ("check", "--format", "concise", "--statistics")):
        one, two = (CliRunner().invoke(app, [*command, str(tmp_path / "filings"), "-j", jobs]) for jobs in ("1", "2"))
        assert one.stdout
        assert (one.stdout, one.stderr, one.exit_code) == (two.stdout, two.stderr, two.exit_code)
