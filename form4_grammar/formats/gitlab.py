"""Findings for GitLab's code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Severity
from form4_grammar.formats import baseline

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def issues(name: str, document: Checked, *, root: Path) -> Iterator[dict[str, Any]]:
    """An object for each finding of a document. Its path is that from `root`, an absolute path.

    The fingerprint, by which GitLab tells what is new, is that of a baseline: it does not change where lines move.
    """
    path = baseline.named(name, root, root)
    alike: Counter[baseline.Key] = Counter()
    for found in document.diagnostics:
        key = baseline.key(path, found)
        alike[key] += 1
        start, end = document.source.position(found.start), document.source.position(found.end)
        yield {
            "description": f"{found.message}\n{found.help}" if found.help else found.message,
            "check_name": f"{found.code} {found.name}",
            "fingerprint": hashlib.sha256("\0".join((*key, str(alike[key]))).encode("utf-8", "replace")).hexdigest(),
            "severity": _SEVERITIES[found.severity],
            "location": {
                "path": path,
                "positions": {
                    "begin": {"line": start.line, "column": start.column},
                    "end": {"line": end.line, "column": end.column},
                },
            },
        }
