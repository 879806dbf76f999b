"""Two copies of one filing, whatever their dialects: the fields in which they differ.

What a copy cannot show is no difference. A page as the SEC prints it, be it text, HTML or Markdown, and the XML differ in that

- a page has no CIKs, or has them in its links only;
- an unticked box, on a page, looks like one that is not there: false and null are alike, and so is an element that the
  XML leaves out, but true is neither;
- a page shows the relationship of the first owner only; the order of owners and of signatures says nothing;
- a page prints an officer's title and the other text as one, parted by a stroke, and need not print one whose box is not
  ticked;
- the lines of a street may have been joined, and where city, state and postal code are parted is a matter of reading:
  each is compared as what is printed;
- `transaction_form_type` and `equity_swap_involved` are null, or are not there, where there is no place for them, as on
  holdings and on a Form 3;
- a page prints (A) or (D) of Table II as a column, where no reference can stand;
- only XML has a version, a CCC, the description of a state, `good_address`, the timeliness of a transaction, time zones and
  elements that no version has; a page from before 2026 has no foreign symbol, no country, no territory and no flag of an
  address abroad, and not all pages show that no securities are owned;
- blanks and line breaks within a text, escapes of Markdown and HTML, and characters of no width are of the copy; a
  signature wrapped within a word has a blank there;
- numbers and dates are compared by what they mean.

Two XML documents show all. A JSON shows what the document that it was made of does, if that version of the JSON had the key.

A cell that cannot be read differs from every value and from an empty cell, and is the same as one with the same raw text.
"""

from form4_grammar.comparing.copies import Difference, Side
from form4_grammar.comparing.differing import compare

__all__ = ["Difference", "Side", "compare"]
