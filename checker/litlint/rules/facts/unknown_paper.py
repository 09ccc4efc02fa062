"""The rule unknown-paper."""

from collections.abc import Iterator

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import cited_work
from litlint.model.facts import TitleQuery
from litlint.rule import ABSENT, NO_FACTS, Bad, Citation, Context, Facts, Finding, Good, Rule, Severity, WorkReference

_ASKED = Facts(
    NO_FACTS.today,
    papers={Identifier("arxiv", "2001.01234"): ABSENT},
    works={TitleQuery("A Study That Nobody Wrote", "Doe, Jane").key: ABSENT},
    locked=True,
)


_LACKING = (
    "@inproceedings{doe2022,\n  title={Lamps That Know Fog},\n  author={Doe, Jane},\n"
    "  booktitle={CVPR},\n  year={2022},\n  pages={1--9}\n}\n"
)


class UnknownPaper(Rule):
    """A paper does not exist: its registry was asked and has none of that identifier, or no index knows the work.

    The identifier is mistyped, or the citation was made up. Where a work has no identifier and no search for its title
    found it, that is a warning: small venues and web pages are in no index.

    Look the work up and use the identifier that you find; if there is no such work, remove the entry.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    examples = (
        Bad("- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n", finds="2001.01234", facts=_ASKED),
        Bad(
            "```bibtex\n@article{doe2020,\n  title={A Study That Nobody Wrote},\n  author={Doe, Jane},\n"
            "  journal={Journal of Nothing},\n  year={2020}\n}\n```\n",
            finds="A Study That Nobody Wrote",
            facts=_ASKED,
        ),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n", facts=NO_FACTS),
        Bad(
            _LACKING,
            path="refs.bib",
            finds="Lamps That Know Fog",
            facts=Facts(
                NO_FACTS.today,
                missing_from={TitleQuery("Lamps That Know Fog", "Doe, Jane").key: "CVPR 2022 (2,070 papers in DBLP)"},
            ),
        ),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.04321)\n", facts=_ASKED),
    )

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        if context.facts.papers.get(reference.identifier) is ABSENT:
            yield self.finding(
                reference.span,
                f"{reference.identifier} does not exist: its registry was asked{_source(context.facts)}",
                help="look the work up and use the identifier that you find",
            )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        facts = context.facts
        title, work = citation.title, cited_work(citation)
        if title is None or work is None or citation.identifiers():
            return
        if volume := facts.missing_from.get(work.key):
            yield self.finding(
                title.value_span,
                f"no paper of {volume} has this title",
                help="look the work up; a workshop or a track of a conference is a venue of its own",
                severity=context.severity_of_details,
            )
        elif facts.works.get(work.key) is ABSENT:
            yield self.finding(
                title.value_span,
                f"no index knows a work of this title by this author{_source(facts)}",
                help="look the work up; the citation may be fabricated",
                severity=Severity.WARNING,
            )


def _source(facts: Facts) -> str:
    """Return where an answer is kept, or when it was given."""
    return " (papers.lock)" if facts.locked else f" ({facts.today})"
