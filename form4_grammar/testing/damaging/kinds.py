"""The kinds of damage by name, each with what it does and the dialects that suffer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from form4_grammar.testing.damaging import lines, marks, markup, on_the_way, rewritten, rows, whole


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage: what it does, in a line, and the dialects that suffer it. ``apply`` takes page, dialect and choice."""

    description: str
    dialects: tuple[str, ...]
    apply: Callable[[str, str, Random], str]


_ALL = ("text", "markdown", "html", "xml")
_PAGES = ("text", "markdown", "html")
_LINES = ("text", "markdown")
_MARKED = ("html", "xml")

EVERY: dict[str, Kind] = {
    "cell_emptied": Kind("what stands in a cell is lost", _ALL, rows.cell_emptied),
    "cell_lost": Kind("a cell is lost, so that the next ones move up", _ALL, rows.cell_lost),
    "empty_cell_added": Kind("an empty cell is put in", _PAGES, rows.empty_cell_added),
    "neighbours_swapped": Kind("two neighbouring cells change places", _ALL, rows.neighbours_swapped),
    "cells_swapped": Kind("two filled cells of a row change places", _ALL, rows.cells_swapped),
    "cells_of_rows_swapped": Kind("cells of two rows change places", _ALL, rows.cells_of_rows_swapped),
    "cells_merged": Kind("two filled cells are one", _PAGES, rows.cells_merged),
    "cell_moved_into_neighbour": Kind("a cell's text stands in the next cell", _PAGES, rows.cell_moved_into_neighbour),
    "row_lost": Kind("a row is lost", _ALL, rows.row_lost),
    "row_doubled": Kind("a row is there twice", _ALL, rows.row_doubled),
    "row_split": Kind("a row is two", _ALL, rows.row_split),
    "rows_joined": Kind("two rows are one, one behind the other", _ALL, rows.rows_joined),
    "rows_interleaved": Kind("the halves of two rows alternate", _PAGES, rows.rows_interleaved),
    "rows_overlaid": Kind("the cells of two rows share the cells of one", _PAGES, rows.lines_of_rows_interleaved),
    "column_lost": Kind("a column is lost with its caption", _PAGES, rows.column_lost),
    "column_lost_in_rows": Kind("a column is lost, but its caption is not", _PAGES, rows.column_lost_in_rows),
    "column_lost_in_heading": Kind("a caption of a heading is lost with its cell", _PAGES, rows.column_lost_in_heading),
    "column_emptied": Kind("all cells of a column are empty", _PAGES, rows.column_emptied),
    "columns_swapped": Kind("two columns change places below their captions", _PAGES, rows.columns_swapped),
    "captions_swapped": Kind("two captions of a heading change places", _PAGES, rows.captions_swapped),
    "heading_lost": Kind("the heading of a table is lost", _PAGES, rows.heading_lost),
    "heading_line_lost": Kind("a line of a heading is lost", _PAGES, rows.heading_line_lost),
    "line_lost": Kind("a line is lost", _ALL, lines.line_lost),
    "line_doubled": Kind("a line is there twice", _ALL, lines.line_doubled),
    "lines_swapped": Kind("two lines change places", _ALL, lines.lines_swapped),
    "lines_joined": Kind("two lines are one", _LINES, lines.lines_joined),
    "line_broken": Kind("a line is broken at a blank", _LINES, lines.line_broken),
    "lines_wrapped": Kind("all lines are wrapped at a width", _LINES, lines.lines_wrapped),
    "notes_wrapped": Kind("lines without cells are wrapped at a width", _LINES, lines.notes_wrapped),
    "blank_lines_between": Kind("a blank line stands between all lines", _LINES, lines.blank_lines_between),
    "blank_lines_lost": Kind("there is no blank line", _LINES, lines.blank_lines_lost),
    "furniture_put_in": Kind("a page number, a rule or the like stands between two lines", _PAGES, lines.furniture_put_in),
    "title_lost": Kind("the title of a table is lost", _PAGES, lines.title_lost),
    "table_lost": Kind("a table is lost with its title", _ALL, lines.table_lost),
    "item_lost": Kind("an item of the header is lost, caption and answer", _PAGES, lines.item_lost),
    "items_swapped": Kind("two items of the header change places", _PAGES, lines.items_swapped),
    "answer_lost": Kind("an answer in the header is lost", _ALL, lines.answer_lost),
    "answer_marks_lost": Kind("answers in the header are not underlined", _LINES, lines.answer_marks_lost),
    "owner_lost": Kind("the block of an owner is lost", _ALL, lines.owner_lost),
    "note_lost": Kind("a note is lost", _ALL, lines.note_lost),
    "notes_lost": Kind("all notes are lost", _ALL, lines.notes_lost),
    "notes_swapped": Kind("two notes change places, with their numbers", _ALL, lines.notes_swapped),
    "note_numbers_lost": Kind("the notes have no numbers", _PAGES, lines.note_numbers_lost),
    "note_number_lost": Kind("a note has no number", _PAGES, lines.note_number_lost),
    "signature_lost": Kind("a signature is lost", _ALL, lines.signature_lost),
    "heading_of_part_lost": Kind("the caption of notes, remarks or signature is lost", _PAGES, lines.heading_of_part_lost),
    "caption_mistyped": Kind("letters of a caption are lost, doubled or misread", _PAGES, marks.caption_mistyped),
    "caption_lost": Kind("a caption is lost", _PAGES, marks.caption_lost),
    "caption_cut": Kind("half of a caption is lost", _PAGES, marks.caption_cut),
    "digit_misread": Kind("a digit is a letter or a digit like it", _ALL, marks.digit_misread),
    "digits_misread": Kind("all of a digit are letters or digits like it", _ALL, marks.digits_misread),
    "digit_lost": Kind("a digit is lost", _ALL, marks.digit_lost),
    "letter_misread": Kind("a letter of an answer is a sign like it", _ALL, marks.letter_misread),
    "separators_swapped": Kind("comma and point of a number change places", _ALL, marks.separators_swapped),
    "separator_lost": Kind("a comma, point or stroke within digits is lost", _ALL, marks.separator_lost),
    "dollar_lost": Kind("a dollar sign is lost", _PAGES, marks.dollar_lost),
    "dollar_added": Kind("a dollar sign stands before a number", _PAGES, marks.dollar_added),
    "tick_lost": Kind("the mark of a box is lost", _ALL, marks.tick_lost),
    "tick_moved": Kind("the mark of a box stands at another place", _ALL, marks.tick_moved),
    "reference_lost": Kind("a reference to a note is lost", _ALL, marks.reference_lost),
    "reference_mangled": Kind("a reference has half its brackets, or a letter for its digit", _ALL, marks.reference_mangled),
    "references_flattened": Kind("references are digits glued to a value", _PAGES, marks.references_flattened),
    "bracket_lost": Kind("a square bracket is lost", _PAGES, marks.bracket_lost),
    "tag_lost": Kind("a tag is lost", _MARKED, markup.tag_lost),
    "table_tag_lost": Kind("a tag of a table, a row or a cell is lost", ("html",), markup.table_tag_lost),
    "end_tag_lost": Kind("an end tag is lost", _MARKED, markup.end_tag_lost),
    "end_tag_misspelt": Kind("an end tag is misspelt", _MARKED, markup.end_tag_misspelt),
    "start_tag_misspelt": Kind("a start tag is misspelt", _MARKED, markup.start_tag_misspelt),
    "element_misspelt": Kind("both tags of an element are misspelt alike", ("xml",), markup.element_misspelt),
    "attribute_broken": Kind("an attribute has lost its name, sign, quote or value", _MARKED, markup.attribute_broken),
    "span_of_cell_broken": Kind("a cell spans other columns or rows", ("html",), markup.span_of_cell_broken),
    "angle_bracket_lost": Kind("a sign that opens or closes a tag is lost", _MARKED, markup.angle_bracket_lost),
    "quote_lost": Kind("a quote in a tag is lost", _MARKED, markup.quote_lost),
    "entity_broken": Kind("an entity is not whole", _MARKED, markup.entity_broken),
    "bare_sign": Kind("a sign of the markup stands in a text", _MARKED, markup.bare_sign),
    "tags_stripped": Kind("all tags are lost", _MARKED, markup.tags_stripped),
    "element_lost": Kind("an element is lost with what is in it", ("xml",), markup.element_lost),
    "leaf_lost": Kind("an element with its text is lost", ("xml",), markup.leaf_lost),
    "leaf_doubled": Kind("an element with its text is there twice", ("xml",), markup.leaf_doubled),
    "leaves_swapped": Kind("the texts of two elements change places", ("xml",), markup.leaves_swapped),
    "cut_at_end": Kind("the end of the page is lost", _ALL, whole.cut_at_end),
    "cut_at_start": Kind("the start of the page is lost", _ALL, whole.cut_at_start),
    "cut_at_line": Kind("what stands behind a line is lost", _ALL, whole.cut_at_line),
    "cut_inside": Kind("a piece of the page is lost", _ALL, whole.cut_inside),
    "glued": Kind("the page, or its end, follows it once more", _ALL, whole.glued),
    "mojibake": Kind("UTF-8 was decoded as Windows-1252", _ALL, whole.mojibake),
    "replaced_signs": Kind("what is not ASCII is a replacement character", _ALL, whole.replaced_signs),
    "blanks_collapsed": Kind("runs of blanks and tabs are one blank", _ALL, whole.blanks_collapsed),
    "breaks_collapsed": Kind("the page is one line", _ALL, whole.breaks_collapsed),
    "tabs_to_blanks": Kind("tabs are blanks", ("text",), whole.tabs_to_blanks),
    "blanks_lost": Kind("blanks between words are lost here and there", _ALL, whole.blanks_lost),
    "text_masked": Kind("a text of a row is masked", _ALL, on_the_way.text_masked),
    "word_for_nothing": Kind("a program's word for a missing value stands for a text", _ALL, on_the_way.word_for_nothing),
    "texts_shortened": Kind("long texts of rows end in three dots", _ALL, on_the_way.texts_shortened),
    "digits_wide": Kind("all digits are of double width", _ALL, on_the_way.digits_wide),
    "ligatures": Kind("letters are ligatures", _ALL, on_the_way.ligatures),
    "soft_breaks": Kind("long lines are broken as mail does, with = at their ends", _LINES, on_the_way.soft_breaks),
    "words_hyphenated": Kind("long words have a hyphen and a blank in them", _PAGES, on_the_way.words_hyphenated),
    "end_of_text_below": Kind("the last word of a text stands in a row of its own", _PAGES, on_the_way.end_of_text_below),
    "row_in_comment": Kind("a row stands in a comment", ("html",), on_the_way.row_in_comment),
    "value_in_attribute": Kind("the value of an element is an attribute", ("xml",), on_the_way.value_in_attribute),
    "transaction_as_holding": Kind("a transaction has the name of a holding", ("xml",), on_the_way.transaction_as_holding),
    "days_first": Kind("all dates have their day before their month", _PAGES, rewritten.days_first),
    "separators_of_others": Kind("numbers are parted as in other countries", _PAGES, rewritten.separators_of_others),
    "one_case": Kind("all letters are capitals, or small", _LINES, rewritten.one_case),
    "empty_cells_filled": Kind("a sign or a word stands in each empty cell", _PAGES, rewritten.empty_cells_filled),
    "ditto": Kind("a mark stands for what is as in the row above", _PAGES, rewritten.ditto),
    "rows_left_out": Kind("dots or words stand for rows of a table", _PAGES, rewritten.rows_left_out),
    "heading_again": Kind("the heading of a table stands again among its rows", _PAGES, rewritten.heading_again),
    "notes_in_cells": Kind("the notes stand where cells refer to them", _PAGES, rewritten.notes_in_cells),
}
