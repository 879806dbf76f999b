"""A text whose tables are drawn with bars, and with underscores for the blanks of the last line of each cell.

What draws so underlines links and underlined text alike, so that an underscore is a blank wherever it stands.
"""

from __future__ import annotations

from form4_grammar.readers.columned.positions import Rule, Sheet, Word, sheet


def underlined_sheet(text: str) -> Sheet:
    """The words of such a text; a line that ends all its cells is followed by one that is ruled and holds no words.

    The numbers of the sheet's lines are therefore not those of the text.
    """
    page = sheet(text.replace("_", " "), is_drawn=True)
    lines: list[list[Word]] = []
    walls: list[list[int]] = []
    rules: list[list[Rule]] = []
    pages: list[int] = []
    for number, shown in enumerate(text.split("\n")):
        edges = page.walls[number]
        lines.append([word._replace(line=len(lines)) for word in page.lines[number]])
        rules.append(page.rules[number])
        if edges and _is_end(shown[edges[0] : edges[-1]]):
            lines.append([])
            rules.append([Rule(edges[0], edges[-1] + 1, tuple(edges))])
        added = len(lines) - len(walls)
        walls += [page.walls[number]] * added
        pages += [page.pages[number]] * added
    return Sheet(lines, walls, rules, pages, is_ruled=True)


def _is_end(cells: str) -> bool:
    """Whether a line of cells is their last: underscores stand for all its blanks."""
    return "_" in cells and " " not in cells
