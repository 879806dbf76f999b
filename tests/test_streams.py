"""Streams that are closed, full or gone, paths that cannot be read, folders with anything in them, and files half written."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import FILINGS
from rich.console import Console
from support.commands import form4

from form4_grammar import parse
from form4_grammar.cli import folders, summary
from form4_grammar.cli.files import write_file
from form4_grammar.cli.folders import listed, search
from form4_grammar.comparing import compare
from form4_grammar.documents.source import LARGEST
from form4_grammar.model import PARTS
from form4_grammar.reading import Parsed

PLAIN = FILINGS / "form4-plain.txt"
FAULTY = FILINGS / "form4-fault-unknown-code.txt"
MANY = FILINGS / "form3-*.txt"
FORM4 = shlex.join([sys.executable, "-m", "form4_grammar"])

needs_bash = pytest.mark.skipif(os.name != "posix", reason="shells of other systems close streams in other ways")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """What bash makes of a command, in which ``form4`` is this one and ``PLAIN`` a page."""
    command = f'set -o pipefail; form4() {{ {FORM4} "$@"; }}; PLAIN={shlex.quote(str(PLAIN))}; {command}'
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)


@needs_bash
@pytest.mark.parametrize(
    "command",
    [
        "parse $PLAIN", "check $PLAIN", "check $PLAIN --format json", "diff $PLAIN $PLAIN", "tree $PLAIN", "render $PLAIN",
        "grammar", "rule", "--help", "--version",
    ],
)  # fmt: skip
def test_a_closed_stdout_is_a_message(command: str) -> None:
    run = shell(f"form4 {command} >&-")
    assert (run.returncode, run.stderr) == (2, "form4: standard output is closed\n")


@needs_bash
def test_who_writes_a_file_needs_no_stdout(tmp_path: Path) -> None:
    assert shell(f"form4 render $PLAIN -o {tmp_path}/page.txt >&-").returncode == 0
    assert compare(parse(tmp_path / "page.txt"), parse(PLAIN)) == ()


@needs_bash
@pytest.mark.parametrize("command", ["parse $PLAIN", "check $PLAIN --format json", "render $PLAIN", "rule", "--version"])
def test_a_full_stdout_is_a_message(command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    run = shell(f"form4 {command} >/dev/full")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert run.stderr.startswith("form4: standard output failed: ")


@needs_bash
@pytest.mark.parametrize("how", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("parse $PLAIN", 0), ("check $PLAIN --statistics", 0), (f"check {FAULTY}", 1), ("parse nowhere", 2), ("nonsense", 2)],
)
def test_stderr_changes_no_exit_code(command: str, code: int, how: str) -> None:
    run = shell(f"form4 {command} {how}")
    assert (run.returncode, run.stderr) == (code, "")
    assert "form4: " not in run.stdout


@needs_bash
def test_a_closed_stdin_is_a_message_and_stops_no_other_document() -> None:
    run = shell("form4 parse - $PLAIN --format jsonl <&-")
    assert (run.returncode, run.stderr) == (2, "form4: -: standard input is closed\n")
    assert [json.loads(line)["path"] for line in run.stdout.splitlines()] == [str(PLAIN)]
    assert shell("form4 parse $PLAIN <&-").returncode == 0


@needs_bash
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("parse $PLAIN", 0), ("parse nowhere $PLAIN --format jsonl", 2), (f"parse {MANY} --format summary", 0),
        (f"check {FAULTY}", 1), (f"check {FAULTY} {MANY} --format jsonl", 1), ("grammar 4", 0), ("rule", 0), ("--help", 0),
    ],
)  # fmt: skip
def test_a_reader_that_goes_away_leaves_the_code_of_what_was_read(command: str, code: int) -> None:
    run = shell(f"{{ sleep 0.05; form4 {command}; }} | true")
    assert run.returncode == code
    assert run.stderr in ("", "form4: nowhere: no such file or folder\n")


@needs_bash
def test_nothing_is_read_for_a_reader_that_went_away(tmp_path: Path) -> None:
    """The second document is no form, which would be said."""
    gone = tmp_path / "gone.txt"
    gone.write_bytes(b"no form")
    run = shell(f"{{ sleep 0.05; form4 parse $PLAIN {gone} --format jsonl; }} | true")
    assert (run.returncode, run.stderr) == (0, "")


def _interruptible(command: list[str]) -> subprocess.Popen[bytes]:
    """A process that Ctrl-C reaches: what a shell started in the background has it switched off, and hands that down."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)


@needs_bash
def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for command in ("parse", "check"):
        interrupted = [*shlex.split(FORM4), command, str(PLAIN), str(pipe), "--format", "jsonl"]
        with (
            _interruptible(interrupted) as run,
            pipe.open("wb"),  # waits until the other end is read
        ):
            run.send_signal(signal.SIGINT)
            out, err = run.communicate(timeout=30)
        assert (run.returncode, err) == (130, b"")
        assert json.loads(out)["path"] == str(PLAIN)


def _until_closed(terminal: int) -> bytes:
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown


@needs_bash
@pytest.mark.parametrize("select", ["L", "X"])
def test_a_terminal_shows_once_that_a_document_is_no_form(select: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear shareholder,\n")
    terminal, theirs = os.openpty()
    with subprocess.Popen(
        [*shlex.split(FORM4), "check", "--select", select, str(tmp_path / "letter.txt")], stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        shown = _until_closed(terminal)
    assert shown.count(b"nothing of a Form 3, 4 or 5 was found") == 1


@needs_bash
@pytest.mark.parametrize("options", ["check --format concise", "parse --format jsonl"])
def test_a_bar_on_stderr_takes_nothing_from_stdout(options: str, tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"{number}.txt").write_bytes(FAULTY.read_bytes())
    command = [*shlex.split(FORM4), *options.split(), str(tmp_path)]
    terminal, theirs = os.openpty()
    results = tmp_path / "results"
    with results.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=theirs):
        os.close(theirs)
        bar = _until_closed(terminal)
    assert b"Reading" in bar
    assert results.read_bytes().count(b"C001") == 25


def test_one_path_that_cannot_be_looked_at_stops_no_other(tmp_path: Path) -> None:
    too_long = tmp_path / ("a" * 300)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    result = form4("parse", too_long, loop, "", "-", PLAIN, "-", "--format", "jsonl", stdin=PLAIN.read_bytes())
    assert result.exit_code == 2
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["-", str(PLAIN)]
    told = result.stderr.splitlines()
    assert [line.removeprefix("form4: ").split(": ")[0] for line in told] == [
        str(too_long), str(loop), "an empty path names nothing", "standard input can be only one of the documents",
    ]  # fmt: skip


def test_a_file_that_vanishes_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(PLAIN.read_bytes())

    def found(folder: str, how: folders.Searching | None = None) -> folders.Found:
        seen = search(folder, how)
        (tmp_path / "b.txt").unlink()
        return seen

    monkeypatch.setattr("form4_grammar.cli.folders.search", found)
    result = form4("parse", tmp_path, "--format", "jsonl")
    assert result.exit_code == 2
    assert [Path(json.loads(line)["path"]).name for line in result.stdout.splitlines()] == ["a.txt", "c.txt"]
    assert result.stderr == f"form4: {tmp_path / 'b.txt'}: No such file or directory\n"


def test_a_folder_that_cannot_be_read_is_said_after_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "page.txt").write_bytes(PLAIN.read_bytes())
    scandir = os.scandir

    def refusing(place: str | Path) -> os.PathLike[str]:
        if Path(place).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(place)  # type: ignore[return-value]

    monkeypatch.setattr(os, "scandir", refusing)
    result = form4("check", tmp_path, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (2, f"form4: {tmp_path / 'closed'}: Permission denied\n")
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == [str(tmp_path / "open" / "page.txt")]


@pytest.mark.parametrize("command", ["parse", "check"])
def test_what_a_folder_holds_besides_documents_is_named(command: str, tmp_path: Path) -> None:
    for name in ("page.txt", "memo.docx", "sub/saved.RTF", ".git/config.txt", ".hidden.docx", "sub/.venv/x.pdf", "no-kind"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(PLAIN.read_bytes())
    result = form4(command, tmp_path, "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stderr == f"form4: {tmp_path}: left out, of no kind that is read: memo.docx, no-kind, sub/saved.RTF\n"
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == [str(tmp_path / "page.txt")]


def test_of_many_names_the_first_are_shown() -> None:
    names = [f"{number:03}.pdf" for number in range(300)] + ["x.docx", "y" * 1000]
    shown = listed(names)
    assert shown.startswith("000.pdf, 001.pdf, ")
    assert shown.endswith(" and 290 more (288 .pdf, 1 .docx)")
    assert len(listed(["y" * 1000 + ".docx"])) == 80
    assert listed(["a.pdf", "b.pdf"]) == "a.pdf, b.pdf"


@needs_bash
def test_links_pipes_and_devices_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PLAIN.read_bytes())
    (tmp_path / "again.txt").symlink_to("page.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "nowhere.xml").symlink_to("missing")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    result = form4("parse", tmp_path, "--format", "jsonl")
    assert result.exit_code == 2  # for the two links that lead to nothing
    assert [Path(json.loads(line)["path"]).name for line in result.stdout.splitlines()] == ["again.txt", "page.txt"]
    told = result.stderr.splitlines()
    assert told[0].startswith(f"form4: {tmp_path / 'nowhere.xml'}: ")
    assert told[1].startswith(f"form4: {tmp_path / 'self.txt'}: ")
    assert told[2] == f"form4: {tmp_path}: left out, links to folders: sub/up; pipes or devices: endless.txt, pipe.txt"


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder with more folders in each other than Python calls, which it could not delete."""
    here = os.open(tmp_path, os.O_RDONLY)
    longest_path = 4000
    for _ in range(min(sys.getrecursionlimit() + 100, (longest_path - len(str(tmp_path))) // len("/d"))):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    yield tmp_path
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


@needs_bash
def test_a_folder_deeper_than_python_calls(deep: Path) -> None:
    result = form4("parse", deep)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"form4: {deep}: nothing to read in this folder")


NO_FORM = {
    "empty.txt": b"", "letter.txt": b"Dear Sir,\nnothing of the kind\n", "zeros.html": bytes(5000), "x.md": b"x",
    "half.xml": b"<html", "large.txt": b"a" * (LARGEST + 1),
}  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        ("parse", "--format", "json"), ("parse", "--format", "jsonl"), ("parse", "--format", "summary"),
        ("check", "--format", "full"), ("check", "--format", "concise"), ("check", "--format", "json"),
        ("check", "--format", "jsonl"), ("check", "--format", "github"), ("check", "--format", "sarif"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_no_form_is_counted_in_a_folder_and_a_fault_by_name(options: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "page.txt").write_bytes(PLAIN.read_bytes())
    for name, content in NO_FORM.items():
        (folder / name).write_bytes(content)
    result = form4(options[0], folder, *options[1:])
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if line.startswith("form4: ")]
    assert len(told) == 1
    assert told[0].startswith("form4: 6 of 7 files found are no Form 3, 4 or 5")
    assert not any(name in result.stdout for name in NO_FORM)
    assert form4(options[0], folder / "letter.txt", *options[1:]).exit_code == 1
    both = form4(options[0], folder, folder / "letter.txt", *options[1:])
    assert both.exit_code == 1
    assert "letter.txt" in both.stdout + both.stderr


def test_a_pdf_that_nobody_looked_into_is_not_called_no_form(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PLAIN.read_bytes())
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    for command in ("parse", "check"):
        result = form4(command, tmp_path)
        assert result.exit_code == 1
        assert "scan.pdf: the document is a PDF" in result.stderr
        assert "no Form 3, 4 or 5" not in result.stderr


@pytest.mark.parametrize("name", NO_FORM)
def test_one_line_for_each_document_that_is_no_form(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(NO_FORM[name])
    result = form4("parse", tmp_path / name, PLAIN)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"form4: {tmp_path / name}: ")
    assert [shown["filing"] is None for shown in json.loads(result.stdout)] == [True, False]


@needs_bash
def test_stderr_is_dead_text_whatever_the_names(tmp_path: Path) -> None:
    page = PLAIN.read_bytes()
    folder = os.fsencode(tmp_path) + b"/bad\xff\x1b[31m"
    Path(os.fsdecode(folder)).mkdir()
    for name in (b"new\nline\x1b[31m.txt", b"bad\xff\xfe.txt", b"-dash.txt", b"[bold]x[red].txt", "\u202ertl.txt".encode()):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(page)
    for name in (b"no\nform\x1b]0;x\x07.txt", b"no\nkind\x1b[2J.docx"):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(b"nothing")
    for options in ("parse --format summary", "check --format full"):
        run = subprocess.run([*shlex.split(FORM4), *options.split(), os.fsdecode(folder)], capture_output=True, check=False)
        assert run.returncode == 0
        told = run.stderr.decode("utf-8").splitlines()
        assert sum(line.startswith("form4: ") for line in told) == 2
        assert all(line.startswith("form4: ") or line == "No findings in 5 documents." for line in told)
        assert b"\x1b" not in run.stderr + run.stdout
        assert b"\x07" not in run.stderr + run.stdout


def test_a_document_is_never_written_over(tmp_path: Path) -> None:
    page = tmp_path / "in.txt"
    page.write_bytes(PLAIN.read_bytes())
    with page.open("rb") as stdin:
        run = subprocess.run(
            [*shlex.split(FORM4), "render", "-", "-o", str(page)], stdin=stdin, capture_output=True, check=False
        )
    assert run.returncode == 2
    assert b"is the document itself" in run.stderr
    assert page.read_bytes() == PLAIN.read_bytes()
    assert form4("render", page, "-o", page).exit_code == 2


@pytest.fixture
def umask() -> Iterator[None]:
    if os.name != "posix":
        pytest.skip("permissions of other systems are other ones")
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_written_file_keeps_links_and_permissions(tmp_path: Path) -> None:
    new, old, link = tmp_path / "new.txt", tmp_path / "old.txt", tmp_path / "link.txt"
    write_file(str(new), "new ⁽¹⁾\r\n")
    assert (new.read_bytes(), new.stat().st_mode & 0o777) == ("new ⁽¹⁾\r\n".encode(), 0o640)
    old.write_text("old, and longer than what comes")
    old.chmod(0o604)
    link.symlink_to("old.txt")
    write_file(str(link), "new")
    assert link.is_symlink()
    assert (old.read_text(), old.stat().st_mode & 0o777) == ("new", 0o604)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "new.txt", "old.txt"]


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    result = form4("render", PLAIN, "-o", path)
    assert (result.exit_code, result.stderr) == (2, f"form4: {path}: No space left on device\n")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["old.txt"]


@needs_bash
def test_devices_are_written_into(tmp_path: Path) -> None:
    page = form4("render", PLAIN).stdout
    assert shell("form4 render $PLAIN -o /dev/stdout").stdout == page
    assert shell("form4 render $PLAIN -o -").stdout == page
    assert shell("form4 render $PLAIN -o /dev/fd/3 3>&1").stdout == page
    assert shell("form4 render $PLAIN -o /dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    assert shell(f"mkfifo {tmp_path}/pipe; cat {tmp_path}/pipe & form4 render $PLAIN -o {tmp_path}/pipe; wait").stdout == page
    assert form4("render", PLAIN, "-o", tmp_path).exit_code == 2


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "cwd", gone)
    assert form4("check", PLAIN).exit_code == 0
    assert json.loads(form4("check", PLAIN, "--format", "sarif").stdout)["runs"][0]["results"] == []


def partly_read(*unread: str) -> Parsed:
    """A page of which some parts were not read."""
    parsed = parse(PLAIN)
    assert parsed.filing is not None
    nothing: dict[str, Any] = {
        "non_derivative_table": (), "derivative_table": (), "footnotes": (), "signatures": (), "remarks": None,
        "reporting_owners": (), "period_of_report": None,
        "issuer": replace(parsed.filing.issuer, name=None, trading_symbol=None),
    }  # fmt: skip
    return replace(parsed, filing=replace(parsed.filing, **{part: nothing[part] for part in unread}), unread=unread)


def shown(parsed: Parsed) -> str:
    console = Console(width=100, color_system=None)
    with console.capture() as capture:
        console.print(summary.summary("page.txt", parsed))
    return capture.get()


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("non_derivative_table", "Table I  Non-derivative securities: not read"),
        ("derivative_table", "Table II  Derivative securities: not read"),
        ("footnotes", "Footnotes: not read"),
        ("remarks", "Remarks: not read"),
        ("signatures", "Signed: not read"),
        ("reporting_owners", "Reporting owners: not read"),
        ("issuer", "Form 4  ? issuer not read"),
        ("period_of_report", "earliest transaction ? not read"),
    ],
)
def test_the_summary_says_what_was_not_read(part: str, place: str) -> None:
    text = shown(partly_read(part))
    assert place in text
    words = {"non_derivative_table": "Table I", "derivative_table": "Table II"}.get(part, part.replace("_", " "))
    assert text.splitlines()[1] == f"Not read: {words}"
    assert "No securities" not in text


def test_a_table_that_was_not_read_is_never_none() -> None:
    text = shown(partly_read("non_derivative_table", "derivative_table"))
    assert "Not read: Table I, Table II" in text
    assert "No securities" not in text
    assert "not read" not in shown(parse(PLAIN)).lower()


def test_a_form_whose_layout_is_not_read_is_named_in_the_summary() -> None:
    parsed = replace(parse(PLAIN), filing=None, unread=PARTS)
    assert "Not read: issuer, reporting owners, period of report, Table I, Table II" in shown(parsed)


@pytest.mark.parametrize(
    "options",
    [
        ("parse", "--format", "json"), ("parse", "--format", "jsonl"), ("parse", "--format", "summary"), ("check",),
        ("check", "--format", "concise"), ("check", "--format", "json"), ("check", "--format", "github"),
        ("check", "--format", "sarif"), ("check", "--format", "jsonl"), ("check", "--select", "N"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_was_not_read_fails_in_every_format(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("form4_grammar.bulk.readings.parse_all", lambda *_, **__: iter([partly_read("derivative_table")]))
    assert form4(options[0], PLAIN, *options[1:]).exit_code == 1
    (tmp_path / "page.txt").write_bytes(b"")
    assert form4(options[0], tmp_path, *options[1:]).exit_code == 1


def test_what_was_not_read_is_said_where_the_result_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4_grammar.parse_all", lambda *_, **__: iter([partly_read("derivative_table")]))
    compared = form4("diff", PLAIN, PLAIN)
    assert compared.stderr.count("not read, and so compared as empty: derivative_table") == 2
    assert "not read, and so left empty: derivative_table" in form4("render", PLAIN).stderr
    assert form4("tree", PLAIN).exit_code == 0
