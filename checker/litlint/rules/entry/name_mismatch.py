"""The rule name-mismatch."""

import unicodedata
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.spelling import distance
from litlint.rule import Bad, Context, Entry, Finding, Good, Related, Rule

_LINE = "- [{}] {}: A Study of Gardens [[pdf]](https://arxiv.org/abs/2001.00009)\n"
# One word and a colon, the form of a method's name before its title.
_LEADING = re.compile(r"\s*(?P<name>[\w.+-]{3,30})\s?[:：]\s")
# Digits and signs, in which names of methods vary.
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_LEAST, _LONG = 4, 7


# `**Name**: "Name: The rest of the title"`, as lists with quoted titles have it.
_QUOTED = re.compile(r"\W{0,6}\*\*(?P<name>[\w.+-]{2,30})\*\*\s?[:：]\s?[\"“](?P<lead>[\w.+-]{2,30})[:：]")


class NameMismatch(Rule):
    """The short name before a title is another spelling of the name with which the title begins.

    A name like `[SQKV] SKVQ: …` is searched for, copied into code and cited; one of the two does not exist.

    Write the name as the paper has it, in both places.
    """

    examples = (
        Bad(_LINE.format("GRDN", "GDRN"), finds="GRDN"),
        Bad(_LINE.format("GardenFormer", "GardenFomer"), finds="GardenFormer"),
        Bad(
            '- **SOTG**: "SOGT: A Study of Gardens", ICML, 2020. [[pdf](https://arxiv.org/abs/2001.00009)]\n',
            finds="SOTG",
        ),
        Good(_LINE.format("GDRN", "GDRN")),
        Good(_LINE.format("Nystromformer", "Nyströmformer")),
        Good(_LINE.format("Garden-Former-2", "GardenFormer")),
        Good(_LINE.format("Weeding", "GDRN")),
        Good("- [A Study of GDRN](https://arxiv.org/abs/2001.00009)\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        quoted = _QUOTED.match(entry.span.text)
        if quoted and _is_misspelt(quoted["name"], quoted["lead"]):
            related = [Related(entry.span.sub(*quoted.span("lead")), "the title")]
            message = f"the short name is {quoted['name']}, the title says {quoted['lead']}"
            place = entry.span.sub(*quoted.span("name"))
            yield self.finding(place, message, help="write the name as the paper has it", related=related)
            return
        leading = _LEADING.match(entry.title.value) if entry.name else None
        if entry.name is None or leading is None or not _is_misspelt(entry.name.value, leading["name"]):
            return
        at = entry.title.span.text.find(leading["name"])
        other = entry.title.span.sub(at, at + len(leading["name"])) if at >= 0 else entry.title.span
        yield self.finding(
            entry.name.span,
            f"the short name is {entry.name.value}, the title says {leading['name']}",
            help="write the name as the paper has it",
            related=[Related(other, "the title")],
        )


def _is_misspelt(name: str, other: str) -> bool:
    """Say whether two names differ as by a slip: letters swapped, or one wrong, missing or too many within a long name."""
    one, two = (_NOT_A_LETTER.sub("", unicodedata.normalize("NFKD", text)).casefold() for text in (name, other))
    if one == two or min(len(one), len(two)) < _LEAST or one.startswith(two) or two.startswith(one):
        return False
    if re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    if sorted(one) == sorted(two):
        return distance(one, two) <= 2
    return min(len(one), len(two)) >= _LONG and distance(one, two) == 1
