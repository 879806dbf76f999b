"""The texts of a filing, by themselves or with their paths, for what is to be seen in texts."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from form4_grammar.model import Filing, owner_texts

WORDS_IN_TABLES = {
    "non_derivative_table": ("security_title", "nature_of_ownership"),
    "derivative_table": ("security_title", "nature_of_ownership", "underlying_security_title"),
}
"""The cells of each table that hold words."""

_GET_TEXTS = {table: attrgetter(*(f"{name}.value" for name in names)) for table, names in WORDS_IN_TABLES.items()}


def answers(filing: Filing) -> Iterator[tuple[str, str | None]]:
    """The short texts of a filing outside the tables, with their paths."""
    yield "issuer.name", filing.issuer.name
    yield "issuer.trading_symbol", filing.issuer.trading_symbol
    yield "issuer.foreign_trading_symbol", filing.issuer.foreign_trading_symbol
    yield from owner_texts(filing.reporting_owners, ("street1", "street2", "city", "state", "zip_code"))
    for index, signature in enumerate(filing.signatures):
        yield f"signatures[{index}].name", signature.name


def bare_answers(filing: Filing) -> tuple[str | None, ...]:
    """The texts of `answers` without their paths, but for the states."""
    issuer = filing.issuer
    texts = [issuer.name, issuer.trading_symbol, issuer.foreign_trading_symbol, *titles(filing)]
    for owner in filing.reporting_owners:
        address = owner.address
        texts += (owner.name, address.street1, address.street2, address.city, address.zip_code)
    return (*texts, *[signature.name for signature in filing.signatures])


def titles(filing: Filing) -> Iterator[str]:
    """What the relationships say in words."""
    for owner in filing.reporting_owners:
        if owner.relationship is not None:
            yield owner.relationship.officer_title or ""
            yield owner.relationship.other_text or ""


def texts_of_rows(filing: Filing) -> set[str | None]:
    """The texts of the tables, each once."""
    rows = map(_GET_TEXTS["non_derivative_table"], filing.non_derivative_table)
    return set().union(*rows, *map(_GET_TEXTS["derivative_table"], filing.derivative_table))


def long_texts(filing: Filing) -> Iterator[tuple[str, str]]:
    """The notes, the remarks, and the texts of the tables that hold a sign of markup."""
    for note in filing.footnotes:
        yield f"footnotes[{note.number}]", note.text
    if filing.remarks:
        yield "remarks", filing.remarks
    for table, names in WORDS_IN_TABLES.items():
        for index, row in enumerate(getattr(filing, table)):
            for name in names:
                text = getattr(row, name).value
                if text and ("<" in text or ">" in text or text[-1] == ":" or has_markup(text)):
                    yield f"{table}[{index}].{name}", text


def has_markup(text: str) -> bool:
    """Whether a text has a sign without which it has no marks of Markdown or reStructuredText."""
    return "{" in text or "`" in text or "\\" in text
