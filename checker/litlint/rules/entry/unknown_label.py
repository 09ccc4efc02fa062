"""The rule unknown-label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from litlint import regex as re
from litlint.metadata.labels import VOCABULARY, is_label
from litlint.metadata.spelling import closest_typo
from litlint.metadata.venues import is_venue_name, read_venue
from litlint.rule import Bad, Context, Edit, Entry, Finding, Fix, Good, Link, ListStyle, Rule, Severity, Span
from litlint.style.measure import labelled_links, line_labels

_LINES = "".join(
    f"- A Study of {name} [[Paper](https://arxiv.org/abs/2001.0{number})]\n"
    for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1001)
)
_PDFS = _LINES.replace("Paper", "pdf")
_TAGGED = "".join(
    f"#### A Study of {name}\n\ntag: `fauna`\n\npaper link: [here](https://arxiv.org/abs/2001.0{number})\n\n"
    for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1001)
)
# A word of letters.
_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT, _TIMES = 5, 5
_MOST_SLIPS, _SHORT, _LONG = 2, 3, 5
# Labels of which a word one letter away is a slip even if it is a word, where many entries have them.
_UNMISTAKABLE = frozenset(("paper", "code"))
_HAVE_CAPITALS_INSIDE = frozenset(
    "arxiv bibtex bilibili github gitlab huggingface openreview pytorch tensorflow youtube".split()
)
# Labels of words alone; digits and brackets in others mean something.
_PLAIN = re.compile(r"[^\W\d_]+(?:[\s/&-][^\W\d_]+)*")
# Words for one thing, which labels of several words use in each other's place: `code link`, `git link`.
_SAME_THING = (
    frozenset(("code", "codes", "git", "github", "repo", "repository")),
    frozenset(("home", "homepage", "site", "web", "website")),
    frozenset(("data", "dataset", "datasets")),
)
# Words that are not a slip though one letter away from a label.
_REAL = frozenset(
    """articled beta blob block blot bog bold cafe caper cite clause clock coda coded codec coder codex cola collab come
    cone cope core cores corps cost course cove date dates deco demos depot dock docks dogs dots elide emo foster gaffe
    glide heights here hero host image ink kink like line linear linen lines lint linux lost max media memo modal modality
    mode modeling modes most new node nodes pace pager paged pane particle past pastor piper pink poser posit posted
    poster porter port pose pot preprints printer rank redo references repost resort rope roster sage side sides
    sink size slice slices slim slime spring suite talked tale tank taper task tasks tasked test text there torch
    touch tutor tutored twister venue view views vlog walk weight weighted were wiki""".split()
)


class UnknownLabel(Rule):
    """A label looks like a misspelling of one that the list uses, or of one that all lists use.

    Readers who search for `Paper`, and programs that read the list, do not find `Ppaer`. A link's title, the name of a
    method, a repository or a venue, and words that only begin or end like a label, are left alone.

    Write the label as the other entries do. A label that is right however rare goes under `known` in `[labels]` of the
    configuration.
    """

    examples = (
        Bad(
            _LINES + "- A Study of Gardens [[Ppaer](https://arxiv.org/abs/2001.00009)]\n",
            finds="Ppaer",
            fixed=_LINES + "- A Study of Gardens [[Paper](https://arxiv.org/abs/2001.00009)]\n",
        ),
        Bad(
            "#### A Study of Gardens\n\ngituhub link: [here](https://github.com/doe/gardens)\n",
            finds="gituhub",
            fixed="#### A Study of Gardens\n\ngithub link: [here](https://github.com/doe/gardens)\n",
        ),
        Bad(
            _PDFS + "- A Study of Gardens [[paf](https://arxiv.org/pdf/2001.00009)]\n",
            finds="paf",
            fixed=_PDFS + "- A Study of Gardens [[pdf](https://arxiv.org/pdf/2001.00009)]\n",
        ),
        Bad(
            _TAGGED
            + "#### A Study of Gardens\n\ntga: `flora`\n\npaper link: [here](https://arxiv.org/abs/2001.00009)\n",
            finds="tga",
            fixed=_TAGGED
            + "#### A Study of Gardens\n\ntag: `flora`\n\npaper link: [here](https://arxiv.org/abs/2001.00009)\n",
        ),
        Good(
            _LINES + "- A Study of Gardens [[Papers](https://arxiv.org/abs/2001.00009)] [[Codex](https://codex.org)]\n"
        ),
        Good(_LINES + "- A Study of Gardens [[Papre](https://github.com/doe/papre)]\n"),
        Good("- [Papre](https://arxiv.org/abs/2001.00009), 2020\n"),
        Good(
            _LINES.replace("Paper", "ICCV2021")
            + "- [[ECCV2020](https://arxiv.org/abs/2001.00009)] A Study of Gardens\n"
        ),
        Good(
            _LINES.replace("Paper", "implementation")
            + "- A Study of Gardens [[reimplementation](https://github.com/doe/gardens)]\n"
        ),
        Good(
            _LINES + "- A Study of Gardens [[Papre](https://arxiv.org/abs/2001.00009)]\n",
            config={"labels": {"known": ["Papre"]}},
        ),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        links, lines = context.derived(_vocabularies)
        seen = set()
        for link in labelled_links(entry):
            if link.label_span is not None and _WORD.search(link.label):
                seen.add(link.label_span)
                yield from self._check(link.label_span, links, _names(entry, link))
        for place in line_labels(entry) if entry.kind.has_lines else ():
            if place not in seen:
                yield from self._check(place, lines, _names(entry, None))

    def _check(self, place: Span, vocabulary: _Vocabulary, names: str) -> Iterator[Finding]:
        found = vocabulary.meant(place.text, names)
        if found is None:
            yield from self._variant(place, vocabulary)
            return
        start, end, meant = found
        label = place.text[:start] + meant + place.text[end:]
        used = vocabulary.counts.get(label.casefold(), 0)
        evidence = f"{used} entries say `{label}`" if used >= _FREQUENT else f"`{label}` is meant"
        word = place.sub(start, end)
        yield self.finding(
            word,
            f"the label `{place.text}` looks misspelt; {evidence}",
            help=f"write `{label}`, or declare the label as known",
            fix=Fix(f"write {meant}", (Edit(word, meant),), safe=used >= _FREQUENT),
        )

    def _variant(self, place: Span, vocabulary: _Vocabulary) -> Iterator[Finding]:
        """Find a rare label that says the same as a frequent one in a slightly different way; it is not misspelt."""
        usual = vocabulary.usual_form(place.text)
        if usual is not None:
            message = f"{vocabulary.counts[usual]} entries write this label `{usual}`"
            fix = Fix(f"write {usual}", (Edit(place, usual),), safe=False)
            yield self.finding(place, message, fix=fix, severity=Severity.NOTE)


@dataclass(frozen=True)
class _Vocabulary:
    """The labels of a list: how many entries use each, how each is spelt, which words are known.

    ``own`` are the words that the list itself uses often, ``targets`` those that may be meant.
    """

    counts: Mapping[str, int]
    spellings: Mapping[str, str]
    declared: frozenset[str]
    known: frozenset[str]
    own: frozenset[str]
    targets: frozenset[str]
    of_all_lists: bool

    @classmethod
    def of_links(cls, list_style: ListStyle) -> _Vocabulary:
        frequent = _words_of(label for label, count in list_style.labels.items() if count >= _FREQUENT)
        declared = list_style.known | {label.casefold() for label in list_style.required}
        own = frequent | _words_of(declared)
        targets = own | {word for word in VOCABULARY if len(word) > _SHORT and word.isascii()}
        return cls(list_style.labels, list_style.spellings, declared, VOCABULARY | own, own, targets, of_all_lists=True)

    @classmethod
    def of_lines(cls, list_style: ListStyle) -> _Vocabulary:
        frequent = _words_of(label for label, count in list_style.line_labels.items() if count >= _FREQUENT)
        known = VOCABULARY | frequent
        return cls(
            list_style.line_labels,
            list_style.spellings,
            list_style.known,
            known,
            frequent,
            frequent,
            of_all_lists=False,
        )

    def meant(self, label: str, names: str) -> tuple[int, int, str] | None:
        """Return which part of a label is misspelt, and the word that is meant, in the list's spelling."""
        folded = label.casefold()
        strange = [found for found in _WORD.finditer(label) if found[0].casefold() not in self.known]
        if folded in self.declared or len(strange) != 1 or len(folded) != len(label):
            return None
        (found,) = strange
        word = found[0].casefold()
        target = closest_typo(word, self.own) or closest_typo(word, self.targets)
        if target is None or not self._is_slip(found[0], target, names) or _names_venue(label, target):
            return None
        corrected = folded[: found.start()] + target + folded[found.end() :]
        used, own = self.counts.get(corrected, 0), self.counts.get(folded, 0)
        if own > _MOST_SLIPS and used < _TIMES * own:
            return None
        if word in _REAL and not (target in _UNMISTAKABLE and used >= _TIMES * _FREQUENT and own <= _MOST_SLIPS):
            return None
        if not (used >= _FREQUENT or corrected in self.declared or (self.of_all_lists and is_label(corrected))):
            return None
        if len(target) <= _SHORT and used < _FREQUENT:
            return None
        return found.start(), found.end(), self._spelt(found, corrected, target)

    def usual_form(self, label: str) -> str | None:
        """Return the frequent label that a rare one is another form of: other hyphens and spaces, or a word for the same."""
        folded = label.casefold()
        if folded in self.declared or not 0 < self.counts.get(folded, 0) <= _MOST_SLIPS or not _PLAIN.fullmatch(folded):
            return None
        often = [other for other, count in self.counts.items() if count >= _TIMES * _FREQUENT]
        for other in often:
            if _letters(other) == _letters(folded) and other != folded:
                return other
            mine, theirs = folded.split(), other.split()
            differ = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
            if (
                len(mine) == len(theirs) > 1
                and len(differ) == 1
                and any(set(differ[0]) <= same for same in _SAME_THING)
            ):
                return other
        return None

    def _is_slip(self, word: str, target: str, names: str) -> bool:
        folded = word.casefold()
        if _is_form(folded, target) or target == folded + "s" or _is_longer_word(folded, target):
            return False
        inside = any(letter.isupper() for letter in word[1:]) and not (word.isupper() and len(word) > _SHORT + 1)
        named = folded in (names if len(folded) > _LONG else _WORD.findall(names))
        return not named and (not inside or target in _HAVE_CAPITALS_INSIDE)

    def _spelt(self, found: re.Match[str], corrected: str, target: str) -> str:
        spelling = self.spellings.get(corrected, "")
        if len(spelling) == len(corrected):
            return spelling[found.start() : found.start() + len(target)]
        if found[0].isupper():
            return target.upper()
        return target.capitalize() if found[0][0].isupper() else target


def _vocabularies(context: Context) -> tuple[_Vocabulary, _Vocabulary]:
    """Return the labels of the list's links, and those that begin its lines."""
    return _Vocabulary.of_links(context.style), _Vocabulary.of_lines(context.style)


def _words_of(labels: Iterator[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(word for label in labels for word in _WORD.findall(label.casefold()))


def _letters(label: str) -> str:
    return "".join(_WORD.findall(label))


def _is_form(word: str, stem: str) -> bool:
    """Say whether a word is another with a common ending."""
    return word in {stem + ending for ending in ("s", "es", "ed", "er", "ing", "y", "ly", "al")}


def _is_longer_word(word: str, stem: str) -> bool:
    """Say whether a word is another with a syllable before or after it: `reimplementation` is no slip for `implementation`."""
    return len(word) - len(stem) > 1 and (word.startswith(stem) or word.endswith(stem))


def _names_venue(label: str, target: str) -> bool:
    """Say whether a label says where a work appeared: `ECCV 2020` is no slip for `ICCV 2020`."""
    return is_venue_name(target) or read_venue(label) is not None


def _names(entry: Entry, link: Link | None) -> str:
    """Return the text in which a label would be the name of something: the title, and where the link leads."""
    name = entry.name.value if entry.name else ""
    url = link.url if link else ""
    return " ".join((entry.title.value, name, url)).casefold()
