"""The rule retracted-paper."""

from litlint.rule import GARDENS, Paper
from litlint.rules.taken_back import TakenBack, examples_of


class RetractedPaper(TakenBack):
    """A paper of the list was retracted.

    Whoever reads or cites it should know.

    Remove the entry, or say beside it that the paper was retracted and allow it with the reason.
    """

    notice = "retracted"
    examples = examples_of(Paper(GARDENS, "A Small Study of Gardens", retracted="because of an error in Lemma 2"))
