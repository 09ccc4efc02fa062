"""Adds works to a list: says what was asked for, finds out what it is, writes it where it belongs, and proves it."""
