"""Filings written in the habits of OCR engines, layout models, converters and page fetchers, which combine freely."""

from form4_grammar.testing.habits.drawing import CHOICES, Habits, drawn
from form4_grammar.testing.habits.writing import in_habits

__all__ = ["CHOICES", "Habits", "drawn", "in_habits"]
