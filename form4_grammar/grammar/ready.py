"""Lark's tables of the package's forms, made ready beside the ``.lark`` files."""

from __future__ import annotations

from pathlib import Path

from form4_grammar.grammar import lark_tables, loading
from form4_grammar.grammar.described import FORMS, START_2002
from form4_grammar.grammar.loading import built, in_one
from form4_grammar.grammar.page_of_2003 import built_of_2003, starts_of_2003


def make_ready() -> None:
    """Makes Lark's tables of the package's forms ready beside the ``.lark`` files, where they are stale or missing.

    The build hook does it for a wheel. Raises `OSError` where they cannot be written.
    """
    place = Path(str(loading.folder()))
    for name in sorted(path.stem for path in place.glob("form*.lark")):
        text = in_one(name, [place], {})
        pages = [name, f"{name}.{START_2002}"] if name.removeprefix("form") in FORMS else [name]
        suffixes = (lark_tables.JSON, lark_tables.QUICK)
        if any(lark_tables.read(place / f"{page}{suffix}", text) is None for page in pages for suffix in suffixes):
            made_anew = [built(text, (place,))]
            if len(pages) > 1:
                made_anew.append(built_of_2003(text, starts_of_2003(text, made_anew[0]["starts"])))
            for page, made in zip(pages, made_anew, strict=True):
                for suffix in suffixes:
                    lark_tables.write(place / f"{page}{suffix}", made, text)
