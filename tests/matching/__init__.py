"""Tests of litlint.matching."""
