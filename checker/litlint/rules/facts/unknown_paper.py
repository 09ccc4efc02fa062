"""The rule unknown-paper."""

from collections.abc import Iterator

from litlint.identifiers.doi import registrant
from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import cited_work
from litlint.model.facts import Missing, TitleQuery
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
    found it, that is a warning: small venues and web pages are in no index. An offline index (`litlint index`) tells, too,
    that a volume has no such paper, and that a DOI is of a registrant whom no other paper has: a warning under
    `policy = "strict"`, the default for .bib files, else a note.

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
                missing_from={
                    TitleQuery("Lamps That Know Fog", "Doe, Jane").key: Missing("CVPR 2022 (2,070 papers in DBLP)")
                },
            ),
        ),
        Bad(
            "- [A Small Study of Gardens](https://doi.org/10.99999/12), CVPR 2022\n",
            finds="10.99999/12",
            facts=Facts(
                NO_FACTS.today,
                strange_dois={Identifier("doi", "10.99999/12"): "the 163,000 DOIs in DBLP of 2026-11-01"},
            ),
        ),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.04321)\n", facts=_ASKED),
    )

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        identifier, help_text = reference.identifier, "look the work up and use the identifier that you find"
        if context.facts.papers.get(identifier) is ABSENT:
            asked = f"its registry was asked{_source(context.facts)}"
            yield self.finding(reference.span, f"{identifier} does not exist: {asked}", help=help_text)
        elif others := context.facts.strange_dois.get(identifier):
            yield self.finding(
                reference.span,
                f"{identifier} is probably made up: none of {others} begins with {registrant(identifier.value)}",
                help=help_text,
                severity=context.severity_of_details,
            )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        facts = context.facts
        title, work = citation.title, cited_work(citation)
        if title is None or work is None or citation.identifiers():
            return
        if missing := facts.missing_from.get(work.key):
            yield self.finding(
                title.value_span,
                f"no paper of {missing.volume} has this title",
                help=f'the paper of these authors there is "{missing.instead}"'
                if missing.instead
                else "look the work up; a workshop or a track of a conference is a venue of its own",
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
