"""What holds documents: archives, compressed files, and tables of pages. They are known by the ends of their names.

`opening` opens them. `.tar` includes EDGAR's daily feed, whose members end in ``.nc``.
"""

from __future__ import annotations

SUFFIXES = (".txt", ".html", ".htm", ".md", ".xml", ".pdf", ".mhtml", ".mht", ".eml", ".nc")
"""What documents are called in folders and archives; ``.nc`` are submissions as EDGAR's feed has them."""

TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
LINES = (".jsonl", ".ndjson")
CONTAINERS = (*TARS, ".zip", ".gz", *LINES, ".parquet")
"""What containers are called."""

IN_FOLDERS = (*TARS, ".zip", ".gz")
"""Containers that are looked for in folders: what holds lines or tables is as likely a result as an input."""


def is_container(name: str) -> bool:
    """Whether a file holds documents, by the end of its name."""
    return name.lower().endswith(CONTAINERS)


def is_archive(name: str) -> bool:
    """Whether a file may hold several documents."""
    return name.lower().endswith((*TARS, ".zip", *LINES, ".parquet"))


def is_hidden(name: str) -> bool:
    """Whether a member of an archive is one of those that programs put there for themselves."""
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in name.split("/"))
