"""The rule withdrawn-paper."""

from litlint.rule import GARDENS, Paper
from litlint.rules.taken_back import TakenBack, examples_of


class WithdrawnPaper(TakenBack):
    """A paper of the list was withdrawn.

    Its authors took it back; readers should know, or find another source.

    Remove the entry, or say beside it that the paper was withdrawn and allow it with the reason.
    """

    notice = "withdrawn"
    examples = examples_of(Paper(GARDENS, "A Small Study of Gardens", withdrawn="because of an error in Lemma 2"))
