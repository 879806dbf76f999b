"""H: the owners against those who signed, and against the issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.owners import FROM_BOX_TO_NOTES, MOST_OWNERS, number_of_owners, with_owners
from form4_grammar.checks.registry import rule
from form4_grammar.checks.signature import words
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.regexes import regex
from form4_grammar.rules import signature
from form4_grammar.rules.citations import XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGE

_SIGNED_FOR_OTHERS = regex(
    r"attorney|on behalf|power of|authori[sz]ed|exhibit|joint|trustee|manag|general partner|\bby:|\bits:|\bfor\b", re.IGNORECASE
)


@rule(
    "H022", "owner-is-issuer", Severity.INFO, Locus.EITHER,
    what="A reporting person has the name of the issuer.",
    why="An issuer seldom reports on its own securities. Copies and programs that mix up the two parties look like this.",
    fix="Compare both names with the filing on EDGAR.",
    source="faults of this kind in published data of insider transactions",
    good="<u>LARKSPUR TOOL CO</u>",
    bad="<u>Okafor Ada N</u>",
)  # fmt: skip
def owner_is_issuer(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer.name
    if issuer is None:
        return
    for index, owner in enumerate(context.filing.reporting_owners):
        if owner.name is not None and owner.name.casefold() == issuer.casefold():
            label = context.label("issuer.name", "the issuer")
            message = f"the reporting person {owner.name!r} has the name of the issuer"
            yield Finding(f"reporting_owners[{index}].name", message, labels=(label,))


@rule(
    "H023", "signatures-and-owners", Severity.INFO, Locus.EITHER,
    what="There are fewer signatures than reporting persons, and nothing says that one signs for others.",
    why="Each reporting person signs, alone or through an agent.",
    fix="Add the missing signatures, or say for whom the signer signs.",
    source=f"{XML_SPECIFICATION}, section 4.3.7",
    good=FROM_BOX_TO_NOTES,
    bad=with_owners("Okafor Ben"),
    limits="Any word of an agent, a trustee or an exhibit in signatures, notes or remarks is taken for what says so.",
    needs=("several_owners",),
)  # fmt: skip
def signatures_and_owners(context: Context) -> Iterator[Finding]:
    count = number_of_owners(context)
    signatures = context.filing.signatures
    if count is None or not signatures or len(signatures) >= count or count > MOST_OWNERS:
        return
    if signature.NO_SIGNATURE.code in context.codes:
        return
    if any(one.name and _SIGNED_FOR_OTHERS.search(one.name) for one in signatures):
        return
    if not _SIGNED_FOR_OTHERS.search(context.all_notes):
        signed = "is one signature" if len(signatures) == 1 else f"are {len(signatures)} signatures"
        label = context.label("reporting_owners[1].name", "a further person")
        yield Finding("signatures", f"there {signed} for {count} reporting persons", labels=(label,))


@rule(
    "H061", "signature-of-no-owner", Severity.WARNING, Locus.EITHER,
    what="There are more signatures than reporting persons, and some signatures name a reporting person and others none.",
    why="Each reporting person signs, so one who signed may be missing from the persons.",
    fix="Compare the reporting persons with those of the filing on EDGAR.",
    source=f"{XML_SPECIFICATION}, section 4.3.7",
    good="</ownerSignature>",
    bad="</ownerSignature><ownerSignature><signatureName>/s/ Larkspur Trust by Ben Moss, attorney-in-fact</signatureName>"
    "<signatureDate>2026-06-16</signatureDate></ownerSignature>",
    limits="Signatures that share a word with a reporting person's name are taken for that person's. A page tells by item 6 "
    "whether it is of several, which is H018.",
    needs=("xml",),
)  # fmt: skip
def signature_of_no_owner(context: Context) -> Iterator[Finding]:
    owners, signatures = context.filing.reporting_owners, context.filing.signatures
    if len(signatures) <= len(owners) or not owners or context.parsed.dialect != "xml":
        return
    known = {word for owner in owners for word in words(owner.name) if len(word) > 2}
    strange = [number for number, one in enumerate(signatures) if one.name and known.isdisjoint(words(one.name))]
    if known and strange and len(strange) < len(signatures):
        label = context.label(f"signatures[{strange[0]}].name", "no reporting person has this name")
        message = f"{len(signatures)} signatures for {len(owners)}, and {signatures[strange[0]].name!r} is no reporting person"
        yield Finding("reporting_owners", message, context.span("reporting_owners"), labels=(label,))


_OWNER_AND_ISSUER = EXAMPLE_PAGE[EXAMPLE_PAGE.index("<u>Okafor Ada N</u>") : EXAMPLE_PAGE.index(" [<u>LKSP</u>]")]
_EXCHANGED = _OWNER_AND_ISSUER.replace("Okafor Ada N", "\0").replace("LARKSPUR TOOL CO<", "Okafor Ada N<")


@rule(
    "H064", "issuer-signed", Severity.WARNING, Locus.EITHER,
    what="A signature has all the words of the issuer's name, and none of a reporting person's.",
    why="Reporting persons sign, so the names of the two may stand in each other's place.",
    fix="Exchange the two names, if that is so.",
    source=f"{XML_SPECIFICATION}, section 4.3.7",
    good=_OWNER_AND_ISSUER,
    bad=_EXCHANGED.replace("\0", "LARKSPUR TOOL CO"),
    limits="Only a name of two words or more is looked for.",
)  # fmt: skip
def issuer_signed(context: Context) -> Iterator[Finding]:
    filing = context.filing
    told = words(filing.issuer.name)
    longest = max(told, key=len, default=" ")
    names = [(number, one.name.casefold()) for number, one in enumerate(filing.signatures) if one.name]
    names = [(number, name) for number, name in names if longest in name]  # as hardly any does
    issuer = {word for word in told if len(word) > 1} if names else set()
    if len(issuer) < 2 or not filing.reporting_owners:
        return
    names = [(number, name) for number, name in names if all(word in name for word in issuer)]
    owners = {word for owner in filing.reporting_owners for word in words(owner.name)} if names else set()
    for number, name in names:
        signed = set(words(name))
        if issuer <= signed and owners.isdisjoint(signed):
            label = context.label(f"signatures[{number}].name", "signed here")
            for path in ("issuer.name", *(f"reporting_owners[{index}].name" for index in range(len(filing.reporting_owners)))):
                yield Finding(
                    path, f"{filing.issuer.name!r} signed, and no reporting person", context.span(path), labels=(label,)
                )
            return
