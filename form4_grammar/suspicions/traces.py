"""Texts that show by themselves what happened to the copy: signs that no filing has, words masked, broken, cut or put in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from form4_grammar.diagnostics import Label, Rule
from form4_grammar.model import TABLES, Filing, owner_texts
from form4_grammar.regexes import regex
from form4_grammar.rules import traces
from form4_grammar.suspicions.texts import bare_answers, texts_of_rows
from form4_grammar.transform.findings import PROSE, Findings, cut_short
from form4_grammar.transform.tables import TEXTS_OF_ROWS

_OF_ADDRESS = ("street1", "street2", "city", "zip_code", "state_description")
_OF_ROWS = ("non_derivative_table[", "derivative_table[")
_SIGNS = ("\\", "XXX", "***", "...", "[", "=", "REDACTED")
_WITH_BRACKET = (" (X)", " (x)", " (?)", " ()", "(sic", "(same", "(illeg", "(unread")
_OF_PROSE, _SEVERAL_OF_PROSE = ("\\", "[", "=", "(cont"), (("*", "***"), ("X", "XXX"), (".", "..."))
"""Signs that show something in prose, those of several after the one that they are made of, which is found far faster."""

_FIRST, _LAST = frozenset("(.,:;!|_`~'&"), frozenset(";|_`~-X@>?\u00b6\u00a7#")
"""In a text that shows something is one of these signs, or it begins or ends with one of those; or it is not in ASCII."""

_LOOK_LATIN = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456"
)
"""Greek and Cyrillic letters that look like Latin ones."""
_ODD = regex(
    r"[\u00ad\u200e\u200f\u2044\u2150-\u218f\u2212\u2460-\u24ff\u2776-\u2793\ue000-\uf8ff\ufb00-\ufb06\uff01-\uff5e]|(?![0-9])\d"
    rf"|[\u2713\u2714]|[{_LOOK_LATIN}](?=.*[A-Za-z]{{2}})|(?<=[A-Za-z]{{2}} )[{_LOOK_LATIN}]|(?<=[A-Za-z])[{_LOOK_LATIN}]",
    re.DOTALL,
)
_MASKED = regex(
    r"[\u2580-\u259f\u25a0\u25a1\u25aa-\u25af\u25cf]+|X{4,}|[\d,.]XXX(?!X)|\*{3,}"
    r"|\[\s*(?:[^\[\]A-Za-z0-9]+|redacted|omitted|removed|deleted|address|name|phone|e-?mail"
    r"|truncated|illegible|unreadable|unclear|blank|missing|unknown|signature|handwritten|stamp|logo|image)\s*\]"
    r"|\((?:same as above|illegible|unreadable)\)|\bredacted\b|(?:\.\.\.|…)$",
    re.IGNORECASE,
)
_PARTED = regex(r"-\s")
_BRACKETED = regex(r"\[[^\[\]]*\]")
_AND = "and|or|nor|to|but|through|versus|plus|than|from|as|in|on|of|for|the"
_BROKEN = regex(rf"(?<=\S)=(?=\s|$)|=(?=\n)|=(?:3D|20|E2|C2)|\\+|(?<=[a-z]{{2}})-\s+(?!(?:{_AND})\b)(?=[a-z]{{2}})")
_NOTHING = frozenset(
    "null none nan nil n/a na #n/a <na> undefined (null) (none) nat #ref! #value! #name? do. ditto idem id. same tbd tbc true"
    " false ? ?? ??? illegible (illegible) unreadable (unreadable) unclear (unclear) (blank) (missing) (unknown) (?)".split()
) | {'"', "''", "\u3003", "\u2033", "as above", "same as above", "not legible", "total", "totals", "subtotal"}
_SPECK = regex(
    r"^[Il] (?=[A-Z])|^\((?=[^()]*$)|^(?:[.,:;!|_`~\u00b0\u2022]|['\u2018\u2019](?=[^'\u2018\u2019]*$))\s?(?=\w)"
    r"|(?<=[\w.)])[|_`~\u00b0\u2022-]$|(?<=\(\d\))[^\w\s]$|(?<=\w )[@>\u00b6\u00a7#]{1,3}$"
)
"""A sign that no text of a row begins or ends with, a quotation mark without the other, a sign behind a reference."""
_SHOWS = (
    r"^\d{1,2}[.)] (?=[A-Z])|[,:;*\u2020\u2021\[(]$|^[^(\n]*\d\)$|\s\d{1,3}(?:,\d{3})+$|(?:(?<=[a-z])[0158]|(?<!\d)\$)(?=[a-z])"
    r"|(?<=[\s(])cont(?:'d|inued)\)?$|(?<= )(?:by|By|of|the|and|for)$"
)
"""A number before a title, a sign or a small word behind it, an amount, a digit inside a word: what no text of a row has."""
_SHOWS_ANY, _IN_ROW = regex(_SHOWS, re.MULTILINE), regex(_SHOWS)
_OPEN_BRACKET = regex(r"[\[(]$|^[\])]")
_IN_ANSWER = regex(
    r"(?<=[a-z])[0158$](?=[a-z])|\S@\S+\.\w|\b\d{3}[-. ]\d{3}-\d{4}\b|(?<=[a-z)] )\d{1,2}\.$|^X$|^\d{6,}$"
    r"|^\d{1,2}\. (?=[A-Z][a-z])|[*\u2020\u2021]$|^\([A-Z][a-z]+\)(?= |$)"
)
"""What is no part of a name, a symbol or a street: a bracket alone, a hint of the form, an address of mail, a telephone."""
_MAY_ANSWER = regex(r"[\[(]$|/\d{4}$|^[\])]|@|[-. ]\d{3}-\d{4}\b|\d\.$|^X$|^\d{6,}$|^\d{1,2}\. ", re.MULTILINE)
_BESIDE = frozenset({"I ", "l ", "X "})
"""How a text begins with a speck or the mark of a box."""
_DAY_IN_TITLE = regex(r"\d{1,2}/\d{1,2}/\d{4}$")
_OPEN_REFERENCE = regex(r"\s\((?:[Xx?]?\)?|\d{1,3})$")
_REFERENCE_INSIDE = regex(r" \(\d{1,2}\) (?=[A-Z])")
"""A reference behind which a text goes on, as where the end of one row's text stands in another's."""
_CONTINUED = regex(r"(?<!\S)(?i:form|table|page) \w{1,3} \((?i:cont)(?i:inued|'d|\.)?\)")
_X_BESIDE = regex(r"^X (?=\w)|(?<=\w) X$")
_STREET = regex(r"\.street[12]$")
_MOST_PLAIN = 20_000
_SHORTEST_CUT, _ALIKE, _LONGEST_NOTHING = 8, 2, 14
_ENDINGS = frozenset("s es d ed ing er ers or ors ee ees ly al ally y".split())


def report_traces(filing: Filing, findings: Findings) -> bool:
    """Reports each text of a filing that shows what happened to it; whether there is one."""
    before = len(findings.diagnostics)
    of_rows = texts_of_rows(filing)
    short = {text for text in of_rows.union(bare_answers(filing), _further(filing)) if text}
    prose = "\n".join([*[note.text for note in filing.footnotes], filing.remarks or ""])
    # Postal codes are numbers, and no other text is
    numbers = {text for text in short if text.isdigit()}
    is_number = not numbers <= {owner.address.zip_code for owner in filing.reporting_owners}
    known = _plain()
    new = short - known
    is_odd = bool(new) and _is_odd(new)
    if not is_odd:
        _remember(new)
    if is_number or is_odd or _is_odd_prose(prose):
        told = frozenset(one.path for one in findings.diagnostics)
        plain = frozenset(text for text in short if not text.isdigit() and (text in known or not _is_odd((text,))))
        _remember(plain)
        for path, text, place in _texts(filing, findings):
            may_show = _is_odd_prose(text) if path.startswith(PROSE) else text not in plain
            if may_show and path not in told and (shown := _trace(path, text)) is not None:
                # A sign alone may be in the place of a mark
                of = path.removesuffix(".other_text") if text == shown[1] else path
                message = f"{shown[1]!r} in {cut_short(text)!r}"
                labels: tuple[Label, ...] = ()
                if path.startswith(_OF_ROWS) and _REFERENCE_INSIDE.search(text):
                    of, labels = _row_and_beside(path, filing, place)
                findings.report(shown[0], message, place, of, labels=labels, raw=text)
    cut = _cut_texts([text for text in of_rows if text], short, prose)
    for path, text, place in _texts(filing, findings) if cut else ():
        if text in cut and path.startswith(_OF_ROWS):
            message = f"as long as the longest text of a row, {max(map(len, cut))}: {text!r} may be cut off"
            findings.report(traces.TEXTS_CUT, message, place, path)
    return len(findings.diagnostics) > before


@lru_cache(maxsize=1)
def _plain() -> set[str]:
    """Short texts that were met and show nothing: the same owners, issuers and titles come again and again."""
    return set()


def _remember(texts: Collection[str]) -> None:
    plain = _plain()
    if len(plain) > _MOST_PLAIN:
        plain.clear()
    plain.update([text for text in texts if text.count("(") == text.count(")")])


def _row_and_beside(path: str, filing: Filing, place: tuple[int, int]) -> tuple[str, tuple[Label, ...]]:
    """The row of a cell, and those right above and below it, whose texts may stand in each other's."""
    table, _, rest = path.partition("[")
    at, count = int(rest.partition("]")[0]), len(getattr(filing, table))
    beside = [f"{table}[{one}]" for one in (at - 1, at + 1) if 0 <= one < count]
    return f"{table}[{at}]", tuple(Label(*place, "or the text of a row beside it", one) for one in beside)


def _further(filing: Filing) -> list[str | None]:
    """The short texts of a filing that are neither among these answers nor in rows."""
    return [filing.schema_version, *[owner.address.state_description for owner in filing.reporting_owners]]


def _is_odd_prose(text: str) -> bool:
    """Whether notes or remarks may show something: as quick."""
    return (
        not text.isascii()
        or _is_doubled(text)
        or any(map(text.__contains__, _OF_PROSE))
        or any(sign in text for one, sign in _SEVERAL_OF_PROSE if one in text)
        or _is_any_word_parted(text)
    )


def _is_any_word_parted(text: str) -> bool:
    """Whether a blank stands behind the hyphen of a word, as where a line ended."""
    return any(text[parted.start() - 1].islower() for parted in _PARTED.finditer(text))


def _is_odd(short: Collection[str]) -> bool:
    """Whether a short text may show something: the quick answer for nearly all filings is no."""
    shown = "\n".join(short)
    return (
        not shown.isascii()
        or any(map(shown.__contains__, _SIGNS))
        or ("(" in shown and any(sign in shown for sign in _WITH_BRACKET))
        or shown.count("(") != shown.count(")")
        or not _FIRST.isdisjoint([text[0] for text in short])
        or not _LAST.isdisjoint([text[-1] for text in short])
        or not _BESIDE.isdisjoint([text[:2] for text in short])
        or any(_is_doubled(text) for text in short if text[:1] == text[1:2])
        or any(text[-1].islower() for text in short if text[-2:-1] == " ")
        or _is_any_word_parted(shown)
        or _SHOWS_ANY.search(shown) is not None
        or _MAY_ANSWER.search(shown) is not None
        or _REFERENCE_INSIDE.search(shown) is not None
        or not _NOTHING.isdisjoint([text.lower() for text in short if len(text) <= _LONGEST_NOTHING])
    )


def _is_doubled(text: str) -> bool:
    """Whether each letter stands twice, as it does where bold type is printed twice."""
    if text[:1] != text[1:2] or len(text) < _SHORTEST_CUT:
        return False
    letters = "".join(text.split())
    return letters[::2] == letters[1::2] and not letters.isdigit()


def _trace(path: str, text: str) -> tuple[Rule, str] | None:
    """The first thing that a text shows, and the rule that speaks of it."""
    # Of a symbol that says that there is none, another rule speaks
    if text.lower() in _NOTHING and (path != "issuer.trading_symbol" or text[0] in "#?"):
        return traces.STANDS_FOR_NOTHING, text
    if text.isdigit() and not path.endswith(".zip_code") and not path.startswith(("issuer.", *PROSE)):
        return traces.FURNITURE, text
    if _is_doubled(text):
        return traces.ODD_SIGN, text[:_LONGEST_NOTHING]
    match = _MASKED.search(text) or (None if path.startswith(PROSE) else _BRACKETED.search(text))
    if match is not None:
        # A note may end in dots of its own
        is_end = path.startswith(PROSE) and match[0] in ("...", "…")
        return traces.ODD_SIGN if is_end else traces.MASKED, match[0]
    if (match := _BROKEN.search(text)) is not None:
        return traces.BROKEN_TEXT, match[0]
    if path.startswith("signatures[") and text[-2:-1] == " " and text[-1].islower():
        return traces.FURNITURE, text[-1]
    if path.startswith(PROSE) and (match := _CONTINUED.search(text)) is not None:
        return traces.FURNITURE, match[0]
    odd: re.Match[str] | None = None
    if path.startswith(_OF_ROWS):
        match = _SPECK.search(text) or _OPEN_REFERENCE.search(text)
        odd = _IN_ROW.search(text) or _REFERENCE_INSIDE.search(text)
    elif (match := _OPEN_BRACKET.search(text)) is not None and not path.startswith(PROSE):
        return traces.FURNITURE, match[0]
    elif text[0] in "&;," or text.endswith((" ?", ";")):
        return traces.FURNITURE, text[0] if text[0] in "&;," else text[-1]
    elif path.endswith(".officer_title"):
        match, odd = _X_BESIDE.search(text), _IN_ANSWER.search(text) or _DAY_IN_TITLE.search(text)
    elif not path.startswith(PROSE) and not path.endswith((".zip_code", "schema_version")):
        odd = _IN_ANSWER.search(text)
    if match is not None:
        return traces.FURNITURE, match[0]
    if odd is None and not text.isascii():
        odd = _ODD.search(text)
    return None if odd is None else (traces.ODD_SIGN, odd[0])


def _cut_texts(texts: Sequence[str], short: AbstractSet[str], prose: str) -> frozenset[str]:
    """The texts that are as long as the longest, if there are some and one ends inside a word that the filing has elsewhere."""
    longest = max(map(len, texts), default=0)
    if longest < _SHORTEST_CUT:
        return frozenset()
    alike = frozenset(text for text in texts if len(text) >= longest - 1)
    if len(alike) < _ALIKE:
        return frozenset()
    lowered = "\n".join((*short, prose)).lower()
    return alike if any(_is_cut(text, lowered) for text in alike) else frozenset()


def _is_cut(text: str, whole: str) -> bool:
    """Whether the last word of a text is elsewhere the beginning of another word only."""
    end = text.rpartition(" ")[2].lower()
    if not end.isalpha() or f" {end} " in whole or whole.count(end) == 1:
        return False
    words = [
        match[0] for match in re.finditer(rf"{end}[a-z]*", whole) if not whole[match.start() - 1 : match.start()].isalpha()
    ]
    return words.count(end) == 1 and any(word != end and word[len(end) :] not in _ENDINGS for word in words)


def _texts(filing: Filing, findings: Findings) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """All the texts of a filing, with their paths and places."""
    places = findings.places
    alone: list[tuple[str, str | None]] = [
        ("schema_version", filing.schema_version),
        ("issuer.name", filing.issuer.name),
        ("issuer.trading_symbol", filing.issuer.trading_symbol),
        ("issuer.foreign_trading_symbol", filing.issuer.foreign_trading_symbol),
        *owner_texts(filing.reporting_owners, _OF_ADDRESS),
        ("remarks", filing.remarks),
        *((f"footnotes[{note.number}]", note.text) for note in filing.footnotes),
        *((f"signatures[{index}].name", one.name) for index, one in enumerate(filing.signatures)),
    ]
    for path, text in alone:
        if text:
            # Which line of an address a text belongs to is not always told
            # Nor which of two brackets the symbol is in
            whole = "issuer" if path == "issuer.name" and "[" in text else _STREET.sub("", path)
            yield whole, text, places.get(path, (0, 0))
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            for name in TEXTS_OF_ROWS:
                cell = getattr(row, name, None)
                if cell is not None and cell.value:
                    yield f"{table}[{index}].{name}", cell.value, (max(cell.start, 0), max(cell.end, 0))
