"""H: issuers whose securities are traded abroad."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.header import AROUND_SYMBOL, stands_for_none
from form4_grammar.checks.lateness import FOREIGN_INSIDERS_SINCE
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.regexes import regex

_EXCHANGE = regex(r"^[A-Z][A-Z .]{1,15}[:/]\s*")


@rule(
    "H017", "ten-percent-owner-of-foreign-issuer", Severity.INFO, Locus.FILING,
    what="All persons on the form are 10% owners and nothing else, the issuer has a foreign trading symbol, and the form was "
    "signed on or after March 18, 2026.",
    why="Those who hold more than 10% of a foreign private issuer, and are neither directors nor officers, need not report.",
    fix="Check whether the issuer is a foreign private one. If a person is a director or an officer, tick that box as well.",
    source="Holding Foreign Insiders Accountable Act; 17 CFR 240.16a-2 as amended by Release 34-104903, 91 FR 10320",
    limits="A foreign symbol is weak proof: a domestic issuer may be listed abroad as well. An owner's address abroad is none.",
    good="<isDirector>1</isDirector><isOfficer>0</isOfficer><isTenPercentOwner>1</isTenPercentOwner>",
    bad="<isDirector>0</isDirector><isOfficer>0</isOfficer><isTenPercentOwner>1</isTenPercentOwner>",
    needs=("foreign_trading_symbol",),
)  # fmt: skip
def ten_percent_owner_of_foreign_issuer(context: Context) -> Iterator[Finding]:
    symbol, day = context.filing.issuer.foreign_trading_symbol, context.signed
    if not symbol or stands_for_none(symbol) or day is None or day < FOREIGN_INSIDERS_SINCE:
        return
    boxes = [owner.relationship for owner in context.filing.reporting_owners if owner.relationship is not None]
    if boxes and all(box.is_ten_percent_owner and not (box.is_director or box.is_officer or box.is_other) for box in boxes):
        label = context.label("issuer.foreign_trading_symbol", f"the foreign symbol {symbol}")
        path = "reporting_owners[0].relationship.is_ten_percent_owner"
        yield Finding(path, "a 10% owner alone, at an issuer with a foreign symbol", labels=(label,))


@rule(
    "H042", "symbol-twice", Severity.INFO, Locus.FILING,
    what="The foreign trading symbol is the trading symbol again, alone or with an exchange before it.",
    why="The item is for the symbol of another exchange. The same one twice may be a slip, and hides the real one.",
    fix="Leave the foreign symbol out, unless the securities are traded abroad under the same symbol.",
    source="EDGAR Ownership XML Technical Specification v5.5: issuerForeignTradingSymbol",
    limits="Securities may be listed abroad under the same symbol.",
    good="<issuerForeignTradingSymbol>TSE: 9951</issuerForeignTradingSymbol>",
    bad="<issuerForeignTradingSymbol>LKSP</issuerForeignTradingSymbol>",
    needs=("foreign_trading_symbol",),
)  # fmt: skip
def symbol_twice(context: Context) -> Iterator[Finding]:
    symbol, foreign = context.filing.issuer.trading_symbol, context.filing.issuer.foreign_trading_symbol
    if symbol and foreign and not stands_for_none(foreign) and _bare_symbol(symbol) == _bare_symbol(foreign):
        label = context.label("issuer.trading_symbol", f"{symbol} here")
        yield Finding("issuer.foreign_trading_symbol", f"{foreign!r} is the trading symbol again", labels=(label,))


def _bare_symbol(symbol: str) -> str:
    """The symbol without brackets and without the exchange before it."""
    return _EXCHANGE.sub("", symbol.strip(AROUND_SYMBOL).upper()).strip()
