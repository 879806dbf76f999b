"""The page of a report: views put into the templates of ``templates/``, styles and program inside, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from form4_grammar.reporting.differences import Contrast
from form4_grammar.reporting.source_text import visible
from form4_grammar.reporting.view import View, in_words

_POLICY = (
    "default-src 'none'; img-src data:; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def report(views: Sequence[View], *, against: View | None = None, contrasts: Sequence[Contrast] = ()) -> str:
    """The page of some documents. `against` is another copy of the only one, and `contrasts` are their differences."""
    style, program = _own("report.css"), _own("report.js")
    policy = _POLICY.format(style=_hash(style), script=_hash(program))
    return _template().render(
        views=views,
        before=_folder(views),
        against=against,
        contrasts=contrasts,
        style=style,
        program=program,
        policy=policy,
    )


def _folder(views: Sequence[View]) -> int:
    """How many characters of the names are the folder that all documents are in."""
    names = [one.name for one in views]
    first, last = min(names, default=""), max(names, default="")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    return first.rfind("/", 0, same) + 1


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = PackageLoader("form4_grammar.reporting")
    made = Environment(
        autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, auto_reload=False
    )
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    made.filters.update(visible=visible, in_words=in_words, breakable=_breakable)
    return made.get_template("report.html")


def _breakable(text: str) -> Markup:
    """A caption that may be broken behind its strokes: Month/Day/Year."""
    return Markup("/<wbr>").join(text.split("/"))


@lru_cache(maxsize=4)
def _own(name: str) -> Markup:
    """A style sheet or a program of this package: its own text, the only one that is not escaped."""
    return Markup((files("form4_grammar.reporting") / "templates" / name).read_text("utf-8"))  # noqa: S704


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
