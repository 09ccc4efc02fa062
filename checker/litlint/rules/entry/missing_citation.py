"""The rule missing-citation."""

from collections.abc import Iterator

from litlint.rule import Bad, Context, Entry, Finding, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import form_of

_CITED = """\
#### A Study of {0}

paper link: [here](https://arxiv.org/abs/2001.0{1})

```bibtex
@misc{{{0}, title={{A Study of {0}}}, author={{Jane Doe}}, year={{2020}}, eprint={{2001.0{1}}}, archivePrefix={{arXiv}}}}
```

"""
_GARDENS = "#### A Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2001.00009)\n"
_FIVE = "".join(
    _CITED.format(name, 1001 + index) for index, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"))
)


class MissingCitation(Rule):
    """An entry has no citation, where nearly all entries of the list have one.

    Readers of such a list rely on finding the BibTeX of every work, and no one sees the gap among hundreds of entries.

    Add the citation. `required` under `[labels]` in the configuration names what every entry must have, and `citation`
    in it asks for one however many lack it; where it names other things, no citation is asked for.
    """

    habit = "an entry has no citation"
    examples = (
        Bad(_FIVE + _GARDENS, finds="A Study of Gardens"),
        Bad(
            "- [A Study of Gardens](https://arxiv.org/abs/2001.00009)\n",
            finds="A Study of Gardens",
            config={"labels": {"required": ["citation"]}},
        ),
        Good(_FIVE + _CITED.format("Gardens", 1009)),
        Good(_CITED.format("Ants", 1001) + _GARDENS),
        Good(_FIVE + _GARDENS, config={"labels": {"required": ["paper link"]}}),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        if entry.all_citations or is_contributor_template(context.document, entry.title.span):
            return
        having = context.style.having("citation", form_of(entry))
        if "citation" in context.style.required:
            evidence = "required by the configuration"
        elif having.is_followed and not context.style.required:
            evidence = f"{having.count} of {having.total} entries have one"
        else:
            return
        message = f"the entry has no citation; {evidence}"
        yield self.finding(entry.title.span, message, help="add its BibTeX, in a fence, to the entry")
