"""The rule missing-separator."""

from collections.abc import Iterator, Sequence

from litlint import regex as re
from litlint.metadata.normalize import is_ideographic
from litlint.rule import Bad, Context, Convention, Document, Edit, Entry, Finding, Fix, Good, Rule, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import Separator, separators, title_link
from litlint.syntax.literal_text import LiteralLine, literal_lines

_NAMES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats", "Hens", "Ibises", "Jays")
_BREAKS = "".join(
    f"- A Study of {name} <br> GARDEN 2020 [[Paper]](https://arxiv.org/abs/2001.0{number})\n"
    for number, name in enumerate(_NAMES, 1001)
)
_TAGS = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2001.0{number}) `fauna`\n" for number, name in enumerate(_NAMES, 1001)
)
_TOOLS = "".join(f"- {name}lib{{0}}[Link](https://gardens.org/{name})\n" for name in _NAMES)
_YEARS = "".join(
    f"- A Study of {name} (2020), Ann Lee [[pdf](https://arxiv.org/abs/2001.0{number})]\n"
    for number, name in enumerate(_NAMES, 1001)
)
# A list has a custom where ten of its lines follow it and nine in ten do; fewer may be chance, a tenth is no slip.
_LEAST, _SHARE = 10, 0.9
# Any sign that is no letter, and an opening bracket, separates two parts.
_SEPARATOR = re.compile(r"[^\w\s(]|\n|\(")
# A mark at the end of what comes before separates too.
_ANY_MARK = re.compile(r"[.,;:|)]\s*\Z")
# `(2016)`, `(ICML 2016)`; and a year with one bracket only: `2016)`, `(2016,`. The bracket of a pair may be further away,
# so brackets are counted besides.
_YEAR_IN_BRACKETS = re.compile(r"\((?:[^()\d]{0,40}\s)?(?:19|20)\d\d\)")
_HALF_OPEN = re.compile(r"(?<![(\d])(?:19|20)\d\d(?P<close>\))|\((?:19|20)\d\d(?![\d)])")
_CLOSING = '])】）*_"”'


_Slip = tuple[Span, str, Fix | None]


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
        Bad(
            _TOOLS.format(" ") + "- Gardenlib[Link](https://gardens.org/lib)\n",
            finds="[Link](https://gardens.org/lib)",
            fixed=_TOOLS.format(" ") + "- Gardenlib [Link](https://gardens.org/lib)\n",
        ),
        Bad(_YEARS + "- Gardens in Towns 2020), Ann Lee [[pdf](https://arxiv.org/abs/2001.01999)]\n", finds="2020)"),
        Good(
            "".join(
                f"1. A Study of {name}. Doe, Jane et al. arXiv:2001.0{number}\n"
                for number, name in enumerate(_NAMES, 1001)
            )
            + "1. A Study of Gardens. Doe, Jane & Roe, Ann. arXiv:2001.01999\n"
        ),
        Good(
            "".join(
                f"- [{name}lib](https://gardens.org/{name}) [paper](https://arxiv.org/abs/2001.0{number}) by Ann Lee, Bo Roe"
                " (2020)\n"
                for number, name in enumerate(_NAMES, 1001)
            )
        ),
        Good(_TOOLS.format("：") + "- Gardenlib [Link](https://gardens.org/lib)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        reported: set[int] = set()  # lines
        for finding in self._between_parts(document, context):
            reported.add(finding.span.line)
            yield finding
        items = [block for block in document.walk() if block.kind in ("item", "paragraph")]
        lines = [line for block in items if block.inlines for line in literal_lines(block)]
        for place, message, fix in (*_glued_links(lines), *_open_years(lines)):
            if place.line not in reported and not is_contributor_template(document, place):
                yield self.finding(place, message, fix=fix)

    def _between_parts(self, document: Document, context: Context) -> Iterator[Finding]:
        list_style = context.style
        conventions = {name: convention for name, convention in list_style.separators.items() if _is_one(convention)}
        for entry in document.entries if conventions else ():
            if list_style.kinds[entry.kind] < _LEAST:
                continue  # a paragraph among rows is not written as they are
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


def _glued_links(lines: Sequence[LiteralLine]) -> Iterator[_Slip]:
    """Find the links of a list that touch a word, before or after, where nearly all such links have a space there.

    Only the first link of a line counts: what separates further links is measured between the parts of entries.
    """
    ends: dict[str, list[tuple[Span, bool]]] = {"before": [], "after": []}
    for line in lines:
        start, link = next(iter(sorted(line.links.items())), (0, None))
        if link is None or link.kind not in ("inline", "reference") or link.url.startswith("#"):
            continue
        end = line.run_end(start)
        if is_ideographic(link.text):
            continue  # Chinese and Japanese write no spaces
        ends["before"] += _joint(line, line.text[start - 1 : start] if start else "", start, brackets="")
        # What opens a bracket before a link belongs to it; one that opens after it begins the next part.
        ends["after"] += _joint(line, line.text[end : end + 1], end, brackets="(")
    for side, joints in ends.items():
        spaced = sum(not glued for _, glued in joints)
        if spaced >= _LEAST and spaced >= _SHARE * len(joints):
            for place, glued in joints:
                if glued:
                    message = f"no space {side} this link; {spaced} of {len(joints)} lines have one there"
                    yield place, message, Fix(f"write a space {side} the link", (Edit(place.sub(0, 0), " "),))


def _joint(line: LiteralLine, beside: str, at: int, *, brackets: str) -> list[tuple[Span, bool]]:
    """Return the place beside a link and whether a word or a bracket touches it there; nothing where other signs are."""
    if beside.isspace():
        return [(line.span(at, at), False)]
    is_word = beside.isascii() and bool(beside) and (beside.isalnum() or beside in brackets)
    return [(line.span(at, at + 1), True)] if is_word else []


def _open_years(lines: Sequence[LiteralLine]) -> Iterator[_Slip]:
    """Find the years with one bracket beside them, where nearly all years of the list are in a pair of brackets."""
    paired = sum(_YEAR_IN_BRACKETS.search(line.text) is not None for line in lines)
    if paired < _LEAST:
        return
    lacking = []
    for line in lines:
        found = _HALF_OPEN.search(line.text)
        if found is not None and line.text.count("(") != line.text.count(")"):
            lacking.append((line.span(*found.span()), "opening" if found["close"] else "closing"))
    if paired >= _SHARE * (paired + len(lacking)):
        for place, which in lacking:
            yield place, f"the {which} bracket of this year is missing; {paired} lines have both", None


def _edit(joint: Separator, convention: Convention) -> Edit:
    """Return the edit that puts a separator after the marks that close one part, in place of the blanks there."""
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
    if convention.value.strip().isalpha() and separator:
        return False  # where a word separates, any other words do, too
    return _SEPARATOR.match(separator) is None and _ANY_MARK.search(separator) is None
