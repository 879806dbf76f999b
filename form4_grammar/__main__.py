"""``python -m form4_grammar`` is ``form4``."""

from form4_grammar.cli import main

main()
