"""Ownership documents of all kinds, and what may happen to one on its way."""

from __future__ import annotations

import random
import re

from support.ownership_documents import DOCUMENT, changed

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

OF_2026 = DOCUMENT
for _old, _new in (
    ("X0306", "X0609"),
    ("<notSubjectToSection16>0<", "<notSubjectToSection16>true<"),
    ("</issuerTradingSymbol>", "</issuerTradingSymbol><issuerForeignTradingSymbol>8XYZ.T</issuerForeignTradingSymbol>"),
    ("<rptOwnerStreet1>", "<rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag><rptOwnerStreet1>"),
    ("<rptOwnerState>MN</rptOwnerState>", "<rptOwnerNonUSStateTerritory>OITA</rptOwnerNonUSStateTerritory>"),
    ("<rptOwnerZipCode>", "<rptOwnerCountry>M0</rptOwnerCountry><rptOwnerZipCode>"),
    ("<rptOwnerStateDescription/>", "<rptOwnerStateDescription>JAPAN</rptOwnerStateDescription>"),
    ("<nonDerivativeTable>", "<aff10b5One>1</aff10b5One><nonDerivativeTable>"),
    ("<transactionTimeliness><value>", "<transactionTimeliness><value>L"),
):
    OF_2026 = changed(_old, _new, OF_2026)

_FIRST = DOCUMENT.index("<schemaVersion>")

_OWNER = DOCUMENT[DOCUMENT.index("    <reportingOwner>") : DOCUMENT.index("    <nonDerivativeTable>")]
_SECOND = _OWNER.replace("0001912345", "0001912346").replace("Okafor Ada N", "Brightwater Fund LP").replace("President", "")
GROUP = changed("    <nonDerivativeTable>", _SECOND + "    <nonDerivativeTable>")

_TRANSACTIONS = re.compile(r"\s*<(nonDerivativeTransaction|derivativeTransaction)>.*?</\1>", re.DOTALL)
FORM_3 = changed(
    "<notSubjectToSection16>0</notSubjectToSection16>",
    "<noSecuritiesOwned>0</noSecuritiesOwned>",
    changed("<documentType>4<", "<documentType>3<", _TRANSACTIONS.sub("", DOCUMENT)),
)
ONE_LINE = re.sub(r">\s+<", "><", DOCUMENT)

DOCUMENTS = {"X0306": DOCUMENT, "X0609": OF_2026, "group": GROUP, "form 3": FORM_3, "one line": ONE_LINE}

KINDS = (
    "letter of a tag changed",
    "letter of a tag lost",
    "letter of a tag doubled",
    "blank in a tag",
    "first sign of a tag lost",
    "last sign of a tag lost",
    "stroke of a tag lost",
    "quote lost",
    "tag lost",
    "tags exchanged",
    "attribute without a value",
    "stray sign",
    "cut",
)


def damaged(text: str, kind: str, seed: int) -> str:
    """The text with one fault of that kind."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - the same fault each time
    tags = [match for match in _TAG.finditer(text) if match.start() >= _FIRST]
    tag = chance.choice(tags)
    start, end = tag.span()
    letters = [at for at in range(start + 1, end - 1) if text[at].isalpha()]
    at = chance.choice(letters)
    match kind:
        case "letter of a tag changed":
            return f"{text[:at]}{chance.choice('abcxyzEQ')}{text[at + 1 :]}"
        case "letter of a tag lost":
            return text[:at] + text[at + 1 :]
        case "letter of a tag doubled":
            return text[:at] + text[at] + text[at:]
        case "blank in a tag":
            return f"{text[:at]} {text[at:]}"
        case "first sign of a tag lost":
            return text[:start] + text[start + 1 :]
        case "last sign of a tag lost":
            return text[: end - 1] + text[end:]
        case "stroke of a tag lost":
            stroke = chance.choice([one.start() + one[0].index("/") for one in tags if "/" in one[0]])
            return text[:stroke] + text[stroke + 1 :]
        case "quote lost":
            quote = chance.choice([one.start() for one in re.finditer('(?<=id=)"|"(?=[ />])', text)])
            return text[:quote] + text[quote + 1 :]
        case "tag lost":
            if text[end - 2] == "/":  # without an empty element, what is left is another filing
                return text
            return text[:start] + text[end:]
        case "tags exchanged":
            other = tags[(tags.index(tag) + 1) % len(tags)]
            first, second = sorted([tag, other], key=lambda one: one.start())
            if first[0].endswith("/>") and second[0].endswith("/>"):  # two references in another order are another filing
                return text
            between = text[first.end() : second.start()]
            return f"{text[: first.start()]}{second[0]}{between}{first[0]}{text[second.end() :]}"
        case "attribute without a value":
            name_end = start + 1 + len(re.match(r"/?\w+", text[start + 1 :])[0])  # type: ignore[index]
            return f"{text[:name_end]} {chance.choice(['x', 'x=1', 'x=', 'nil=true'])}{text[name_end:]}"
        case "stray sign":
            place = chance.randrange(_FIRST, len(text) - 30)
            return f"{text[:place]}<{text[place:]}"
        case _:
            return text[: chance.randrange(text.index("</documentType>") + 15, text.index("</ownershipDocument>"))]
