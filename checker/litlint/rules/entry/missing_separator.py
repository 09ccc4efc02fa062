"""The rule missing-separator."""

from __future__ import annotations

from collections.abc import Iterator

from litlint import regex as re
from litlint.model.document import Document, Entry
from litlint.model.finding import Edit, Finding, Fix
from litlint.model.list_style import Convention
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import Separator, separators, title_link

_NAMES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats", "Hens", "Ibises", "Jays")
_BREAKS = "".join(
    f"- A Study of {name} <br> GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.0{number})\n"
    for number, name in enumerate(_NAMES, 1001)
)
_TAGS = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2001.0{number}) `fauna`\n" for number, name in enumerate(_NAMES, 1001)
)
_LEAST, _SHARE = 10, 0.9
# Any sign that is no letter, and an opening bracket, separates two parts.
_SEPARATOR = re.compile(r"[^\w\s(]|\n|\(")
# A mark at the end of what comes before separates too.
_ANY_MARK = re.compile(r"[.,;:|)]\s*\Z")
_CLOSING = '])】）*_"”'


class MissingSeparator(Rule):
    """Two parts of an entry run together where nearly all entries of the list have something between them.

    A title and its venue without the line break, bar or comma that the others have look like one longer title, to readers
    and to programs.

    Write between them what the other entries have there.
    """

    examples = (
        Bad(
            _BREAKS + "- A Study of Gardens GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.01999)\n",
            finds="GARDEN 2020",
            fixed=_BREAKS + "- A Study of Gardens <br> GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.01999)\n",
        ),
        Bad(
            _TAGS + "- [A Study of Gardens](https://arxiv.org/abs/2001.01999)`flora`\n",
            finds="`flora`",
            fixed=_TAGS + "- [A Study of Gardens](https://arxiv.org/abs/2001.01999) `flora`\n",
        ),
        Good(_BREAKS + "- A Study of Gardens. GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.01999)\n"),
        Good(
            "".join(
                f"- **A Study of {name}.** GARDEN 2020. [paper](https://arxiv.org/abs/2001.0{number})\n"
                for number, name in enumerate(_NAMES, 1001)
            )
            + "- **A Study of Gardens.** GARDEN 2020 Workshop. [paper](https://arxiv.org/abs/2001.01999)\n"
        ),
        Good("- A Study of Gardens GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.01999)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        list_style = context.style
        conventions = {name: convention for name, convention in list_style.separators.items() if _is_one(convention)}
        for entry in document.entries if conventions else ():
            for joint in separators(entry):
                convention = conventions.get(joint.name)
                if (
                    convention is not None
                    and _lacks(joint, convention, entry)
                    and not is_contributor_template(document, joint.place)
                ):
                    yield self._finding(joint, convention)

    def _finding(self, joint: Separator, convention: Convention) -> Finding:
        one, other = joint.name.split("-")
        written = f"`{convention.value.strip()}`" if convention.value.strip() else "a blank"
        return self.finding(
            joint.after,
            f"nothing separates the {one} from the {other}; "
            f"{convention.count} of {convention.total} entries have {written} there",
            help=f"write {written} before it",
            fix=Fix(f"write {written} between them", (_edit(joint, convention),), safe=not convention.value.strip()),
        )


def _edit(joint: Separator, convention: Convention) -> Edit:
    """Return the edit that puts a separator behind the marks that close one part, in place of the blanks there."""
    text = joint.place.text
    start = len(text) - len(text.lstrip(_CLOSING))
    end = start + len(text[start:]) - len(text[start:].lstrip(" "))
    return Edit(joint.place.sub(start, end), convention.value)


def _is_one(convention: Convention) -> bool:
    return convention.count >= _LEAST and convention.share >= _SHARE


def _lacks(joint: Separator, convention: Convention, entry: Entry) -> bool:
    """Say whether nothing separates two parts: no sign where others have one, no blank where others have a blank.

    Where a link, bold or quotes end, or a question does, the reader sees where the first part ends.
    """
    if not convention.value.strip():
        return convention.value == " " and joint.separator == ""
    head = title_link(entry)
    if "\n" in joint.place.text or (head is not None and head.span.end == joint.place.start):
        return False
    if joint.place.text.lstrip()[:1] in tuple(_CLOSING) or entry.title.value.endswith(("?", "!", ".")):
        return False
    separator = joint.separator.lstrip(" ")
    return _SEPARATOR.match(separator) is None and _ANY_MARK.search(separator) is None
