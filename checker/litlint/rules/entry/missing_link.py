"""The rule missing-link."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.labels import is_bracketed, is_label, role_of
from litlint.rule import Bad, Context, Convention, Entry, Finding, Good, Link, ListStyle, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import form_of, labelled_links, parts_of, text_places

_LINE = "- A Study of {}, 2020 [[paper](https://arxiv.org/abs/2001.0{})]\n"
_FIVE = "".join(_LINE.format(name, 1001 + index) for index, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks")))
_ROLES_FOR_THE_WORK = frozenset({"blog", "data", "model", "slides", "video"})
# Entries with links, among which a single one without is a slip whatever else it has.
_ENOUGH_FOR_PAGES = 20
# What papers have and tools have not; expected where more than half of the entries have it.
_OF_PAPERS, _MOST = ("authors", "venue", "year", "date"), 0.5
# A link to a part of a book or course.
_PART = re.compile(r"(?:part|chapter|volume|vol\.?)?\s?(?:\d{1,2}|[IVX]+)", re.IGNORECASE)


class MissingLink(Rule):
    """An entry has no link to its paper, where nearly all entries of the list have one.

    Without the link a reader has to search for the work, and litlint cannot know which work it is. An entry with another
    link that may be all there is of the work, to a talk or a blog, is left alone.

    Add the link as the other entries have it. `required` under `[labels]` in the configuration names the labels that
    every entry must have; then these are asked for instead, and a label that promises the same (`github` for `code`) will do.
    """

    habit = "an entry has no link to its paper"
    examples = (
        Bad(_FIVE + "- A Study of Gardens, 2020\n", finds="A Study of Gardens"),
        Bad(
            _FIVE + "- A Study of Gardens, 2020 [[code](https://github.com/doe/gardens)]\n",
            finds="A Study of Gardens",
        ),
        Bad(
            "- A Study of Gardens [[pdf](https://arxiv.org/abs/2001.00009)]\n",
            finds="A Study of Gardens",
            config={"labels": {"required": ["code"]}},
        ),
        Good(_FIVE + "- A Study of Gardens, 2020 [[video](https://videos.org/gardens)]\n"),
        Good(_FIVE + "- [A Study of Gardens](https://gardens.org/a-study), 2020\n"),
        Good(_FIVE * 5 + "- A Study of Gardens [Part 1](https://gardens.org/i) [Part 2](https://gardens.org/ii)\n"),
        Good(_FIVE + "- Gardenlib, the lawn simulator [[code](https://github.com/doe/gardenlib)]\n"),
        Good(_FIVE + "- A Study of Gardens, 2020 [[paper]()]\n"),
        Good(_LINE.format("Ants", 1001) + "- A Study of Gardens, 2020 [[code](https://github.com/doe/gardens)]\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        for message in self._lacks(entry, context.style):
            if not is_contributor_template(context.document, entry.title.span):
                yield self.finding(entry.title.span, message, help="add the link as the other entries have it")

    def _lacks(self, entry: Entry, list_style: ListStyle) -> Iterator[str]:
        for label in list_style.required:
            if label != "citation" and not _has(entry, label):
                yield f"the entry has no link `{label}`; the configuration asks every entry for one"
        having = list_style.having("link", form_of(entry))
        if list_style.required or not having.is_followed or "link" in parts_of(entry):
            return
        if (
            _is_described_as_paper(entry, list_style)
            and not _stands_for_the_work(entry, having)
            and not _is_broken(entry)
        ):
            yield f"the entry has no link to its paper; {having.count} of {having.total} entries have one"


def _is_described_as_paper(entry: Entry, list_style: ListStyle) -> bool:
    """Say whether an entry says when, where or by whom, if most entries do: one that does not is a tool or a data set."""
    form = form_of(entry)
    usual = [part for part in _OF_PAPERS if list_style.having(part, form).share > _MOST]
    return not usual or not parts_of(entry).isdisjoint(usual)


def _has(entry: Entry, label: str) -> bool:
    """Say whether an entry has a link with a label, or with one that promises the same."""
    role = role_of(label) if is_label(label) else None
    if role == "paper" and "link" in parts_of(entry):
        return True
    return any(
        link.label.casefold() == label.casefold() or (role and is_label(link.label) and role_of(link.label) == role)
        for link in labelled_links(entry)
    )


def _is_broken(entry: Entry) -> bool:
    """Say whether an entry holds a link to its paper that has no URL, or is not a link as it is written; other rules say so."""
    if any(not link.url and (not is_label(link.label) or role_of(link.label) == "paper") for link in entry.links):
        return True
    text = entry.title.span.text + "".join(place.text for place in text_places(entry))
    return "://" in text or "](" in text


def _stands_for_the_work(entry: Entry, having: Convention) -> bool:
    """Say whether another link than one to code may be all that there is of the work."""
    if not parts_of(entry).isdisjoint(_ROLES_FOR_THE_WORK):
        return True
    others = [link for link in labelled_links(entry) if link.is_outside and not _is_code(link)]
    if any(_PART.fullmatch(link.label) or not (is_label(link.label) or is_bracketed(link.text)) for link in others):
        return True
    only_one = having.total - having.count == 1 and having.total > _ENOUGH_FOR_PAGES
    return bool(others) and not only_one


def _is_code(link: Link) -> bool:
    """Say whether a link leads to code beside the work: by its label, or in brackets of its own to a repository."""
    identifier = link.identifier
    beside = is_bracketed(link.text.strip("` ")) and identifier is not None and not identifier.is_work
    return role_of(link.label) == "code" or beside
