"""PDF to lines and cells: words, ruling lines and drawn marks, to the cells that they make, to the lines of the page.

`process` runs the program in `program/`, which asks PDFium what is drawn; `page` has it as data, `edges` each line once;
`rulings` finds the cells that lines enclose, `blocks` the lines and blocks of words, `tables` the tables, also over several
pages; `flow` the order of reading; `writing` the page text; `document` the filings of a file.
"""

from form4_grammar.readers.pdf.document import OnPaper, read_pdf
from form4_grammar.readers.pdf.process import Refused

__all__ = ["OnPaper", "Refused", "read_pdf"]
