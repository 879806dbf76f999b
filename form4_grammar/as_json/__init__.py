"""Readings as JSON, and back; its types, which the JSON Schema is made of."""
