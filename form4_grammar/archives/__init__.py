"""What holds many documents: archives, and tables of pages. They are known by the ends of their names.

`opening` goes through them. `.tar` includes EDGAR's daily feed, whose members end in ``.nc``. What a single document came in,
such as a compressed file, is opened by `envelopes`, whatever it is called.
"""

from __future__ import annotations

_PAGES = (".txt", ".html", ".htm", ".md", ".xml", ".nc")
_MESSAGES = (".mhtml", ".mht", ".eml")
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
LINES = (".jsonl", ".ndjson")
_ARCHIVES = (*TARS, ".zip")

SUFFIXES = (*_PAGES, *_MESSAGES, ".gz", *_ARCHIVES)
"""What is looked for in folders. What holds lines or tables is as likely a result as an input, and has to be named."""


def is_document(name: str) -> bool:
    """Whether a file is called like a document, or a compressed one; ``.nc`` are submissions as EDGAR's feed has them."""
    return name.lower().removesuffix(".gz").endswith((*_PAGES, *_MESSAGES))


def is_archive(name: str) -> bool:
    """Whether a file may hold several documents."""
    return name.lower().endswith((*_ARCHIVES, *LINES, ".parquet"))


def is_wanted(name: str) -> bool:
    """Whether a file in a folder is a document, or an archive of such."""
    return is_document(name) or name.lower().endswith(_ARCHIVES)
