"""Identifiers of works: their shape, their form, and what follows from them."""
