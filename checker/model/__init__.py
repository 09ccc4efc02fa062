"""The nouns: frozen dataclasses and pure functions, without input or output."""
