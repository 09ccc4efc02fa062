"""The rule missing-separator."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from litlint import regex as re
from litlint.metadata.normalize import is_ideographic
from litlint.rule import Bad, Context, Convention, Document, Edit, Entry, Finding, Fix, Good, Rule, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import Separator, separators, title_link
from litlint.syntax.literal_text import EMPHASIS, LiteralLine, literal_lines

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
_QUOTES = "".join(
    f'- "A Study of {name}", Ann Lee [[pdf](https://arxiv.org/abs/2001.0{number})]\n'
    for number, name in enumerate(_NAMES, 1001)
)
_COMMAS = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2001.0{number}), ICML 2020\n"
    for number, name in enumerate(_NAMES, 1001)
)
# A list has a custom where ten of its lines follow it and nine in ten do; fewer may be chance, a tenth is no slip.
_LEAST, _SHARE = 10, 0.9
# A blank between a word and a link is the custom of every script with blanks, not of one list: four lines confirm it.
_LEAST_SPACED = 4
# Any sign that is no letter, and an opening bracket, separates two parts.
_SEPARATOR = re.compile(r"[^\w\s(]|\n|\(")
# A mark at the end of what comes before separates too.
_ANY_MARK = re.compile(r"[.,;:|)]\s*\Z")
# Where the reader sees that a part ends, because it is a link or bold, a missing sign is a slip only if next to no entry
# does without it.
_STRICT = 0.95
# Marks that come in pairs. Straight quotes open and close alike.
_PAIRS = {"(": ")", "[": "]", "（": "）", "【": "】", "《": "》", "“": "”", '"': '"'}
_OPENERS = {closing: opening for opening, closing in _PAIRS.items()}
_PAIRED_MARK = re.compile(f"[{re.escape(''.join({*_PAIRS, *_OPENERS}))}]")
# What is next to a mark on its inner side tells brackets of one use from others: a year, a number, a letter alone, a word.
_INNER = re.compile(
    rf"{EMPHASIS}*+(?:(?P<year>(?:19|20)\d\d(?!\d))|(?P<number>\d)|(?P<letter>[^\W\d_](?![^\W_]))|(?P<word>[^\W\d_]))"
)
_INNER_BEFORE = re.compile(
    r"(?:(?P<year>(?<!\d)(?:19|20)\d\d)|(?P<number>\d)|(?P<letter>(?<![^\W_])[^\W\d_])|(?P<word>[^\W\d_]\.?))"
    rf"{EMPHASIS}*\Z"
)
# What counts a list inside a sentence needs no opening bracket: `a)`, `2)`, `iii)`.
_COUNTED = re.compile(r"(?<![\w(（])(?:[ivx]{1,4}|[^\W\d_]|\d{1,2})\Z")
# Brackets in brackets: no text nests them deeper, and hostile text would be read again and again.
_DEEPEST = 8
# The blocks that hold running text.
_TEXTS = ("item", "paragraph", "cell")
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
        Bad(_YEARS + "- Gardens in Towns 2020), Ann Lee [[pdf](https://arxiv.org/abs/2001.01999)]\n", finds=")"),
        Good(
            _YEARS
            + "- Gardens in :) Towns: i) large, ii) small (2020), Ann Lee [[pdf](https://arxiv.org/abs/2001.01999)]\n"
        ),
        Good(_YEARS.replace("(2020)", "（2020）") + "- 花园的特点：i）很大，ii）很美，2) 很老 [pdf](a.pdf)\n"),
        Bad(_QUOTES + '- "A Study of Gardens, Ann Lee [[pdf](https://arxiv.org/abs/2001.01999)]\n', finds='"'),
        Good(_QUOTES + '- "A Study of 5" Pots", Ann Lee [[pdf](https://arxiv.org/abs/2001.01999)]\n'),
        Bad(
            _COMMAS + "- [A Study of Gardens](https://arxiv.org/abs/2001.01999) ICML 2020\n",
            finds="ICML 2020",
        ),
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
        texts = [
            (block.kind, literal_lines(block)) for block in document.walk() if block.kind in _TEXTS and block.inlines
        ]
        lines = [line for kind, text in texts if kind != "cell" for line in text]
        for place, message, fix in (*_glued_links(lines), *_half_pairs(text for _, text in texts)):
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
        if spaced >= _LEAST_SPACED and len(joints) - spaced <= max(1, (1 - _SHARE) * len(joints)):
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


def _half_pairs(texts: Iterable[Sequence[LiteralLine]]) -> Iterator[_Slip]:
    """Find the brackets and quotes that lack their partner, where nearly all others like them have one."""
    whole: Counter[tuple[str, str]] = Counter()
    halves: list[tuple[tuple[str, str], Span]] = []
    for lines in texts:
        opened: list[tuple[str, LiteralLine, int]] = []
        for line in lines:
            for found in _PAIRED_MARK.finditer(line.text):
                mark = found[0]
                opener = _OPENERS.get(mark)
                # A half-open interval, `[0, 1)`, is a pair too.
                partners = (opener, "(" if mark == "]" else "[") if mark in ")]" else (opener,)
                start = next((i for i in reversed(range(len(opened))[-_DEEPEST:]) if opened[i][0] in partners), None)
                if start is not None:
                    halves += (_half(*rest) for rest in opened[start + 1 :])
                    first, other, at = opened[start]
                    del opened[start:]
                    if first == opener:
                        whole[opener, _inner(other.text, at)] += 1
                        whole[mark, _inner(line.text, found.start())] += 1
                elif mark in _PAIRS:
                    opened.append((mark, line, found.start()))
                else:
                    halves.append(_half(mark, line, found.start()))
        halves += (_half(*rest) for rest in opened)
    lacking = Counter(use for use, _ in halves)
    for (mark, inner), place in halves:
        paired = whole[mark, inner]
        if inner and paired >= _LEAST and paired >= _SHARE * (paired + lacking[mark, inner]):
            missing = f"the closing `{_PAIRS[mark]}`" if mark in _PAIRS else f"the opening `{_OPENERS[mark]}`"
            yield place, f"{missing} is missing; {paired} others like this have both", None


def _half(mark: str, line: LiteralLine, at: int) -> tuple[tuple[str, str], Span]:
    return (mark, _inner(line.text, at)), line.span(at, at + 1)


def _inner(text: str, at: int) -> str:
    """Return the kind of what is next to a bracket or quote on its inner side; nothing for signs and links."""
    if text[at] in ")）" and _COUNTED.search(text, max(0, at - 5), at):
        return ""
    found = _INNER.match(text, at + 1) if text[at] in _PAIRS else _INNER_BEFORE.search(text, max(0, at - 5), at)
    return found.lastgroup or "" if found else ""


def _edit(joint: Separator, convention: Convention) -> Edit:
    """Return the edit that puts a separator after the marks that close one part, in place of the blanks there."""
    text = joint.place.text
    start = len(text) - len(text.lstrip(_CLOSING))
    end = start + len(text[start:]) - len(text[start:].lstrip(" "))
    return Edit(joint.place.sub(start, end), convention.value)


def _is_one(convention: Convention) -> bool:
    """Say whether a list always writes the same sign between two parts; a capital letter is part of a name."""
    is_sign = not any(character.isupper() for character in convention.value)
    return is_sign and convention.count >= _LEAST and convention.share >= _SHARE


def _lacks(joint: Separator, convention: Convention, entry: Entry) -> bool:
    """Say whether nothing separates two parts: no sign where others have one, no blank where others have a blank.

    Where a link, bold or quotes end, or a question does, the reader sees where the first part ends; there only a sign that
    all but one of the entries have is missed.
    """
    if not convention.value.strip():
        return convention.value == " " and joint.separator == ""
    if "\n" in joint.place.text or entry.title.value.endswith(("?", "!", ".")):
        return False
    head = title_link(entry)
    is_link = head is not None and head.span.end == joint.place.start
    is_seen = is_link or joint.place.text.lstrip()[:1] in tuple(_CLOSING)
    if is_seen and convention.share < _STRICT and convention.count < convention.total - 1:
        return False
    separator = joint.separator.lstrip(" ")
    if convention.value.strip().isalpha() and separator:
        return False  # where a word separates, any other words do, too
    return _SEPARATOR.match(separator) is None and _ANY_MARK.search(separator) is None
