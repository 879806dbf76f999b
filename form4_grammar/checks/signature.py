"""S: signatures, and whether they are those of the owners."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules.citations import XML_SPECIFICATION

_MOST, _LONGEST = 10, 255
_SIGNED_LINE = "/s/ Ada N. Okafor 06/15/2022\n"
_CONFORMED = regex(r"/s/", re.IGNORECASE)
_MISSPELT_MARK = regex(r"(?:by:?\s*)?(?:s/|/s|\\s\\|/5/|/\$/|/ ?s /|/s ?\\)(?![\w/])", re.IGNORECASE)
_LIKE_ATTORNEY = regex(r"\ba\w{4,9}([-\s]+)i\w\1?[-\s]*f\w{2,4}\b", re.IGNORECASE)
_ATTORNEY = regex(r"attorneys?(?:-in-|\s+in\s+)fact", re.IGNORECASE)
_CAPACITY = regex(
    r"\b(?:att\w*[-\s]+in|attorney|p\.?o\.?a\b|power|authori[sz]ed|signatory|agent|behalf|trustee|executor|executrix"
    r"|administrator|guardian|custodian|conservator|president|officer|secretary|treasurer|counsel|director|partner|manager"
    r"|member|chief|c[efo]o\b|principal|representative|its\b|by:|for:|title|name:)",
    re.IGNORECASE,
)
_FOR = regex(r"\b(?:for|on behalf of|f/b/o)\b:?\s+(.+)$", re.IGNORECASE)
_BY = regex(r"^(.+?(?<![,/\s]))[,/\s]++by:?\s", re.IGNORECASE)
_UNNAMED = regex(
    r"reporting (?:person|owner)|\bhimself|\bherself|\beach\b|\bthe (?:above|foregoing|filing)|\ball\b", re.IGNORECASE
)
_SUFFIX = regex(r"/\w+/")
_WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = frozenset("mr mrs ms dr jr sr ii iii iv md phd esq cpa the and of".split())
_ENTITY = frozenset(
    """
    llc lp llp inc incorporated corp corporation co company ltd limited plc trust fund funds partners partnership holdings
    holding group capital management ventures venture foundation estate bank sa nv gmbh ag gp associates investors
    investments advisors advisers family
    """.split()
)
_SHORT = {
    "bill": "william", "will": "william", "bob": "robert", "dick": "richard", "rick": "richard", "ted": "edward",
    "ned": "edward", "tony": "anthony", "liz": "elizabeth", "beth": "elizabeth", "betsy": "elizabeth", "drew": "andrew",
    "peggy": "margaret", "jack": "john", "hank": "henry", "sandy": "alexander", "gene": "eugene", "chuck": "charles",
}  # fmt: skip


@rule(
    "S002", "misspelt-signature-mark", Severity.INFO, Locus.EITHER,
    what="A signature begins with something like the mark /s/, but not with the mark itself.",
    why="The mark stands for the signature by hand; misspelt, it may be taken for a part of the name.",
    fix="Write /s/ before the name.",
    source="Regulation S-T, Rule 302; its wording was not at hand",
    limits="A typed name without any mark is in order, and common.",
    good="/s/ Ada N. Okafor",
    bad="s/ Ada N. Okafor",
    needs=("odd_signature",),
)  # fmt: skip
def misspelt_signature_mark(context: Context) -> Iterator[Finding]:
    for number, signature in enumerate(context.filing.signatures):
        match = _MISSPELT_MARK.match(signature.name or "")
        if match and not _CONFORMED.search(signature.name or ""):
            path = f"signatures[{number}].name"
            start = context.span(path)[0]
            yield Finding(path, f"{match[0]!r} is not the mark /s/", (start, start + match.end()))


@rule(
    "S004", "attorney-misspelt", Severity.INFO, Locus.EITHER,
    what='The words "attorney-in-fact" are misspelt, or one of their hyphens is missing.',
    why="Programs find out from these words who signed for whom.",
    fix="Write attorney-in-fact.",
    source="a copied filing that has it so; the usual spelling in signatures on EDGAR",
    good="/s/ Ada N. Okafor",
    bad="/s/ Cal Reyes, attorney-in fact for Ada N. Okafor",
)  # fmt: skip
def attorney_misspelt(context: Context) -> Iterator[Finding]:
    for number, signature in enumerate(context.filing.signatures):
        match = _misspelt_attorney(signature.name or "")
        if match:
            path = f"signatures[{number}].name"
            start, end = context.span(path)
            at = context.text.find(match[0], start, end)
            span = (at, at + len(match[0])) if at >= 0 else (start, end)
            yield Finding(path, f"{match[0]!r} is usually written attorney-in-fact", span)


@lru_cache(maxsize=1024)
def _misspelt_attorney(name: str) -> re.Match[str] | None:
    if "-" not in name and "act" not in name.lower():
        return None
    match = _LIKE_ATTORNEY.search(name)
    if match is None or _ATTORNEY.fullmatch(match[0]):
        return None
    alike = SequenceMatcher(None, " ".join(re.split(r"[-\s]+", match[0].lower())), "attorney in fact").ratio()
    return match if alike > 0.8 else None


@lru_cache(maxsize=1024)
def _signer(name: str) -> Sequence[str]:
    """The words of a signature, its mark left out."""
    return words(_CONFORMED.sub(" ", name))


class _Doubt(NamedTuple):
    code: str
    message: str
    owner: int


@once
def signer_doubts(context: Context) -> list[tuple[int, _Doubt]]:
    """What is doubtful about who signed, by the number of the signature: S005, or X014 for a name spelt in two ways."""
    names = tuple([owner.name for owner in context.filing.reporting_owners])
    if not 0 < len(names) <= _MOST or None in names:
        return []
    doubts = []
    for number, signature in enumerate(context.filing.signatures[:_MOST]):
        name = signature.name
        if name and signature.date and len(name) <= _LONGEST and (doubt := _doubt(name, names)) is not None:
            doubts.append((number, doubt))
    return doubts


@lru_cache(maxsize=1024)
def _doubt(name: str, owners: tuple[str | None, ...]) -> _Doubt | None:
    """What is doubtful about a signature by the names of the owners, which sign many forms."""
    known = [(number, owner or "", words(owner)) for number, owner in enumerate(owners)]
    if not all(of_owner for _, _, of_owner in known):
        return None
    shown, signer = _CONFORMED.sub(" ", name), _signer(name)
    if not signer:
        return None
    for _, _, owner in known:
        if _is_owner(owner, signer):
            return _respelt_entity(known, signer) if any(_ENTITY.intersection(name) for _, _, name in known) else None
    principal = _FOR.search(shown) or _BY.match(shown)
    stated = _CAPACITY.search(shown) is not None or _misspelt_attorney(shown) is not None
    meant = words(principal[1]) if principal and not _UNNAMED.search(principal[1]) else ()
    for place, owner_as_filed, owner in known:
        if _is_nearly(owner, meant or signer):
            return _Doubt("X014", f"{_said(shown)!r} is nearly {owner_as_filed!r}, but not quite", place)
    if meant and len(meant) > 1 and stated and _FOR.search(shown):
        return _Doubt("S005", f"signed for {principal[1].strip()!r}, who is no reporting person here", 0) if principal else None
    if not stated and not _UNNAMED.search(shown):
        return _Doubt("S005", f"{_said(shown)!r} is no reporting person here, and no capacity is stated", 0)
    return None


def _said(name: str) -> str:
    return " ".join(name.split())


@lru_cache(maxsize=1024)
def words(name: str | None) -> Sequence[str]:
    """The words of a name in lower case, without accents, titles and EDGAR's suffixes; several checks ask for them."""
    bare = _SUFFIX.sub(" ", name or "").lower()
    if not bare.isascii():
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign))
    return tuple([word for word in _WORD.findall(bare.replace("’", "'")) if word not in _TITLES])


def _is_owner(owner: Sequence[str], signer: Sequence[str]) -> bool:
    """Whether a signature holds an owner's name: surname and initial of a person, or most words of an entity."""
    there = set(signer)
    if _ENTITY.intersection(owner):
        telling = tuple(word for word in owner if word not in _ENTITY) or owner
        return 2 * sum(word in there for word in telling) >= len(telling)
    shared = [word for word in owner if len(word) > 1 and word in there]
    if len(shared) > 1 or owner == signer:
        return True
    if shared != [owner[0]]:
        return False  # the surname comes first in item 1
    rest = [word for word in owner if word != shared[0]]
    others = [_SHORT.get(word, word) for word in signer if word != shared[0]]
    return not rest or not others or any(mine[0] == other[0] for mine in rest for other in others[:4])


def _is_nearly(owner: Sequence[str], signer: Sequence[str]) -> bool:
    """Whether the surnames differ by a letter or two, and an initial agrees."""
    if _ENTITY.intersection(owner):
        return False
    near = next((word for word in signer if _alike(owner[0], word)), None) if owner else None
    others = {word[0] for word in signer if word != near}
    return near is not None and len(signer) <= len(owner) + 1 and any(word[0] in others for word in owner[1:])


def _respelt_entity(known: Sequence[tuple[int, str, Sequence[str]]], signer: Sequence[str]) -> _Doubt | None:
    """A word of an entity's name that the signature spells in another way."""
    best = max(known, key=lambda one: sum(word in signer for word in one[2]))
    place, owner_as_filed, owner = best
    everything = {word for _, _, name in known for word in name}
    for word in owner if _ENTITY.intersection(owner) else ():
        if len(word) < 5 or word in signer:
            continue
        for other in signer:
            plural = f"{word}s" == other or f"{other}s" == word
            if other not in everything and not plural and _alike(word, other):
                return _Doubt("X014", f"{other.upper()!r} here, {word.upper()!r} in {owner_as_filed!r}", place)
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for a letter or two."""
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other).ratio() >= 0.8


@rule(
    "S005", "signer-unknown", Severity.INFO, Locus.EITHER,
    what="A signature is not that of a reporting person, and names no capacity; or it is given for somebody else.",
    why="The form is signed by the reporting person, or by somebody for that person who says so.",
    fix="Add the capacity, e.g. attorney-in-fact for the reporting person, or correct the name.",
    source='the words "Signature of Reporting Person" under the signature',
    limits="Surname and initial are enough for a person, half of the words for an entity. Pet names may be missed.",
    good="/s/ Ada N. Okafor",
    bad="/s/ Cal Reyes",
)  # fmt: skip
def signer_unknown(context: Context) -> Iterator[Finding]:
    for number, doubt in signer_doubts(context):
        if doubt.code == "S005":
            label = context.label("reporting_owners[0].name", "the reporting person")
            yield Finding(f"signatures[{number}].name", doubt.message, labels=(label,))


@rule(
    "S006", "signature-limits", Severity.ERROR, Locus.EITHER,
    what=f"There are more than {_MOST} signatures, or the name of one is longer than {_LONGEST} characters.",
    why="EDGAR takes no more, so other text was read as a signature, or the draft has to be split.",
    fix=f"Put further signatures into an exhibit, and shorten the name to {_LONGEST} characters.",
    source="EDGAR's XML schema of the ownership documents, ownerSignature",
    good=_SIGNED_LINE,
    bad="\n".join([_SIGNED_LINE] * 11),
    needs=("odd_signature", "several_signatures"),
)  # fmt: skip
def signature_limits(context: Context) -> Iterator[Finding]:
    signatures = context.filing.signatures
    if len(signatures) > _MOST:
        yield Finding("signatures", f"there are {len(signatures)} signatures; EDGAR takes at most {_MOST}")
    for number, signature in enumerate(signatures):
        length = len(signature.name or "")
        if length > _LONGEST:
            message = f"the name has {length} characters, {_LONGEST} at most are allowed"
            path = f"signatures[{number}].name"
            is_alone = number or context.filing.remarks
            labels = () if is_alone else (Label(*context.span(path), "there are no remarks but, perhaps, here", "remarks"),)
            yield Finding(path, message, labels=labels)


@rule(
    "S008", "signature-repeated", Severity.INFO, Locus.EITHER,
    what="The same signature stands on the page more often than there are reporting persons.",
    why="Each reporting person signs once. A line that is there twice may stand where another signature was.",
    fix="Remove the second one, or write whose signature belongs there.",
    source=f"{XML_SPECIFICATION}, section 4.3.7",
    good=_SIGNED_LINE,
    bad=f"{_SIGNED_LINE}\n{_SIGNED_LINE}",
    needs=("several_signatures",),
)  # fmt: skip
def signature_repeated(context: Context) -> Iterator[Finding]:
    signatures = context.filing.signatures
    if not 2 <= len(signatures) <= _MOST:
        return
    for one, times in Counter(signatures).items():
        if one.name and times > max(1, len(context.filing.reporting_owners)):
            last = max(number for number, signature in enumerate(signatures) if signature == one)
            label = context.label(f"signatures[{signatures.index(one)}]", "the same here")
            yield Finding(f"signatures[{last}]", f"{one.name!r} has signed {times} times", labels=(label,))


@rule(
    "S009", "signature-without-name", Severity.WARNING, Locus.EITHER,
    what="A signature is the mark /s/ alone, without a name.",
    why="The name is what the mark stands for. Without it nobody has signed.",
    fix="Write the name of the signer after the mark.",
    source=f"{XML_SPECIFICATION}, ownerSignature",
    good="/s/ Ada N. Okafor",
    bad="/s/",
)  # fmt: skip
def signature_without_name(context: Context) -> Iterator[Finding]:
    for number, signature in enumerate(context.filing.signatures):
        if signature.name and signature.date and not _signer(signature.name):
            yield Finding(f"signatures[{number}].name", f"{signature.name!r} is not a name")
