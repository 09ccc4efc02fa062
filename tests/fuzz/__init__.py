"""Hostile input, made at random from a number: lists, bibliographies, locks, settings, answers, index files.

``python -m tests.fuzz --minutes 20`` runs every target and counts its inputs; a failing input is cut down and written to a
folder, with the command that runs it again. ``pytest -m fuzz`` runs each target for a few inputs, and all of ``cases/``.
"""
