"""Authors before a title: in its line, with nothing but a sign between them, or on a line of their own above it.

`Jane Doe and John Roe: A Study of Ants`, `Jane Doe. Moss. Nature, 2001`, `Jane Doe - Moss`: a single name looks like the
first words of a title, and a title in capitals like names. So the list decides: authors come first if they do in most of
its entries, and if some of these are more than one name alone.

Bibliographies of archaeology and anthropology (Society for American Archaeology, style guide) have an author's name on a line
of its own, then `2001  Small Worlds of Moss. Garden Press, Paris.`, one line or more for each work.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from litlint import regex as re
from litlint.metadata.byline import read_byline
from litlint.metadata.normalize import STOP_WORDS
from litlint.metadata.venues import is_venue_name
from litlint.model.document import Part, Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import Candidate
from litlint.parse.entries.fields import split_lines
from litlint.parse.entries.names import is_byline, is_inverted, is_people, is_person
from litlint.parse.entries.text import QUOTES, VisibleText
from litlint.parse.entries.title import read_title_from
from litlint.parse.entries.title_prefix import TitlePrefix
from litlint.values import value

# So many entries, and no fewer, say how a list writes its entries.
_LEAST_ALIKE = 5
# Most entries; the others are odd ones.
_MOST = 0.7
# So many of those that begin like authors must have two names, initials or `et al.`: `Swin Transformer: …` has one.
_SURE = 0.2
_LONGEST_AUTHORS = 400
_LEAST_WORDS_OF_A_TITLE = 2
# Where one entry alone decides, what follows must be a title rather than a venue.
_LEAST_WORDS_ALONE = 3
_HAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
# What ends authors: a year in brackets, a colon, a dash between blanks, a comma before what is set off, or a full stop after a
# whole word, `al` or a name in Chinese. After an initial it does where no surname follows: `Doe J. A Study`, not `J. Doe` or
# `Doe, J., R. Roe and T. Low`.
_SEPARATOR = re.compile(
    r"(?:\s?[(（](?P<year>(?:19|20)\d\d)[a-z]?[)）]|[:：]|\s[–—-](?=\s)|(?P<comma>,)(?=\s)"
    rf"|(?:(?<=[^\W\d_]{{3}})|(?<=\bal)|(?<=[{_HAN}]))(?:[.．](?=\s)|。)"
    r"|(?P<initial>(?<=[\s.][^\W\d_a-z])\.)(?=\s++(?![(（&–—-]|[^\W\d_]\.)"
    r"(?!\w[\w’'-]*+(?:[,.:：;/]|\s(?:[–—(&-]|(?:and|und|et|y|e|и)\s[^\W\d_a-zа-я])))))"
    r"(?:\s*+[.,:：](?=\s))?(?:\s*+[–—-](?=\s))?\s*+"
)
# `Doe, J`, `Doe J. R`: a surname and a comma or two initials, the last without its full stop.
_SURNAME_FIRST = re.compile(
    r"[^\W\d_][\w’'-]++(?: [^\W\d_][\w’'-]++)?(?:, ?(?:[^\W\d_]\.[\s-]?)*| (?:[^\W\d_]\.[\s-]?)+)[^\W\d_]"
)
# `Doe, J.`, `J. Doe`: no title begins so.
_INITIAL = re.compile(r"(?<!\w)[^\W\d_a-z]\.")
_OTHERS = re.compile(r"\bet\.? al\b")
# All words of names that no rule of ``names`` knows, where the list says that authors are there: `Kenton Lee at al.`
_WORD_OF_A_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*|[a-z]{1,4}\.?|&")
_MOST_WORDS_OF_A_NAME = 4
# Letters of one name.
_LONGEST_NAME = 40
_BETWEEN = re.compile(r",|;|\band\b|&")


@value
class _Head:
    """What begins an entry up to a sign: ``end`` is where it ends, ``after`` where the title begins."""

    end: int
    after: int
    is_sure: bool
    year: tuple[int, int]


def read_authors_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Read authors before each title of the lists that begin their entries with authors."""
    groups: dict[Hashable, list[int]] = {}
    for index, each in enumerate(candidates):
        if not each.title.is_link:
            groups.setdefault((each.kind, each.sort), []).append(index)
    done = list(candidates)
    for members in groups.values():
        heads = [_head(done[index]) for index in members]
        decided = _is_decided([done[index] for index in members], heads)
        for index, head in zip(members, heads, strict=True):
            if decided and head is None:
                head = _head(done[index], decided=True)
            if head is not None and (decided or _is_certain(done[index], head)):
                done[index] = _with_authors(done[index], head)
    return done


def _is_decided(members: Sequence[Candidate], heads: Sequence[_Head | None]) -> bool:
    """Say whether most members begin with authors, and enough of these with what can hardly be anything else."""
    read = sum(each.title.lead.authors is not None for each in members)
    found = [head for head in heads if head is not None]
    first = read + len(found)
    sure = read + sum(head.is_sure for head in found)
    return first >= max(_LEAST_ALIKE, _MOST * len(members)) and sure >= max(2, _SURE * first)


def _head(candidate: Candidate, *, decided: bool = False) -> _Head | None:
    """Return what can be authors at the beginning of an entry; where that is ``decided``, any words that can be names."""
    title, text = candidate.title, candidate.visible.text
    if title.lead.authors is not None:
        return None
    start = title.start
    links = [region.start for region in candidate.visible.links if region.start >= start]
    end = min([start + _LONGEST_AUTHORS, len(text), *links])
    newline = text.find("\n", start, end)
    for found in _SEPARATOR.finditer(text, start, end if newline < 0 else newline):
        if found["comma"] and not _is_set_off(candidate.visible, found.end()):
            continue
        shown = text[start : found.start()].strip(" .,")
        if len(text[found.end() :].split(None, _LEAST_WORDS_OF_A_TITLE)) < _LEAST_WORDS_OF_A_TITLE:
            return None
        is_sure = _are_authors(shown)
        if is_sure or _may_be_author(shown) or (decided and _may_be_names(shown)):
            # `Doe, Jane (2001): …`: a surname first and a year are no words of a title.
            is_sure = is_sure or (found["year"] is not None and is_inverted(shown))
            return _Head(found.start(), found.end(), is_sure, found.span("year"))
        if found["initial"] is None:
            return None
    return None


def _is_set_off(visible: VisibleText, at: int) -> bool:
    """Say whether bold words, italics or a quotation begin at a place."""
    return visible.text[at] in QUOTES or any(region.start == at for region in (*visible.strong, *visible.emphasis))


def _are_authors(text: str) -> bool:
    """Say whether a text is two names or more, or a surname with initials after it."""
    names = is_people(text) and all(len(name.split()) <= _MOST_WORDS_OF_A_NAME for name in _names(text))
    return names or _SURNAME_FIRST.fullmatch(text) is not None


def _may_be_author(text: str) -> bool:
    """Say whether a text may be one name, in any script."""
    if is_person(text) or is_inverted(text):
        return True
    byline = read_byline(text)
    short = len(text.split()) <= _MOST_WORDS_OF_A_NAME and len(text) <= _LONGEST_NAME
    return short and not text.isascii() and byline.is_certain and len(byline.names) == 1


def _may_be_names(text: str) -> bool:
    return is_byline(text) or all(
        len(name.split()) <= _MOST_WORDS_OF_A_NAME and all(map(_may_be_in_name, name.split())) for name in _names(text)
    )


def _may_be_in_name(word: str) -> bool:
    return _WORD_OF_A_NAME.fullmatch(word) is not None and word not in STOP_WORDS


def _names(text: str) -> list[str]:
    return _BETWEEN.split(_OTHERS.sub("", text))


def _is_certain(candidate: Candidate, head: _Head) -> bool:
    """Say whether an entry alone shows that it begins with authors: by initials, `et al.` or a year, and a title after them."""
    text = candidate.visible.text
    shown, title = text[candidate.title.start : head.end], _with_authors(candidate, head).title.title.value
    if not head.is_sure or len(title.split()) < _LEAST_WORDS_ALONE or is_venue_name(title):
        return False
    # `Doe, A Study: of Ants` has a title in it: a colon ends authors where `et al.` is before it.
    if _OTHERS.search(shown) or head.year[0] >= 0:
        return True
    return text[head.end] == "." and _INITIAL.search(shown) is not None


def _with_authors(candidate: Candidate, head: _Head) -> Candidate:
    visible, start = candidate.visible, candidate.title.start
    end = start + len(visible.text[start : head.end].rstrip(" ,"))
    end += visible.text[end - 2 : end - 1] in (" ", ".") and visible.text[end] == "."  # the full stop of an initial
    lead = replace(candidate.title.lead, authors=visible.part(start, end), end=head.after)
    if head.year[0] >= 0:
        lead.year = lead.year or Part(int(visible.text[slice(*head.year)]), visible.place(*head.year))
    title = read_title_from(visible, lead)
    return candidate if title is None or is_venue_name(title.title.value) else replace(candidate, title=title)


BY_YEAR = "by year"
"""The sort of candidates that are lines below their authors; fewer than five in a document may be a person's dates."""

# A year that begins a line, and what sets it off from the title.
_YEAR = re.compile(r"\s*+[(\[]?(?P<year>(?:19|20)\d\d)[a-z]?[)\]]?(?:[.,:]\s*+|\s++)(?=\S)")
_LONGEST_LINE_OF_AUTHORS = 300


def works_below_authors(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read a paragraph of authors and the lines of their works; empty if it is none."""
    lines = split_lines(block.inlines)
    if len(lines) < 2 or not lines[1] or not _YEAR.match("".join(inline.value for inline in lines[1])):
        return []
    head = VisibleText.of(source, lines[0])
    names = head.text.strip(" .,")
    if len(names) > _LONGEST_LINE_OF_AUTHORS or not (is_person(names) or is_inverted(names) or is_people(names)):
        return []
    authors = head.part(0, len(head.text.rstrip(" ,")))
    found = [_work(source, section, authors, inlines) for inlines in _works(lines[1:])]
    return [candidate for candidate in found if candidate is not None]


def _works(lines: Sequence[list[Inline]]) -> list[list[Inline]]:
    """Join each line that begins with a year and those after it that do not."""
    works: list[list[Inline]] = []
    for line in lines:
        if not works or _YEAR.match("".join(inline.value for inline in line)):
            works.append(line)
        else:
            works[-1] += [Inline("break", line[0].span.sub(0, 0), "\n"), *line]
    return works


def _work(source: Source, section: Section, authors: Part[str], inlines: Sequence[Inline]) -> Candidate | None:
    visible = VisibleText.of(source, inlines)
    year = _YEAR.match(visible.text)
    if year is None:
        return None
    lead = TitlePrefix(end=year.end(), authors=authors)
    lead.year = Part(int(year["year"]), visible.place(*year.span("year")))
    title = read_title_from(visible, lead)
    if title is None:
        return None
    span = Span(source, inlines[0].span.start, inlines[-1].span.end)
    links = [region.link for region in visible.links if region.link is not None]
    candidate = Candidate(EntryKind.PARAGRAPH, span, section, visible, title, links)
    candidate.group, candidate.sort, candidate.bare = section.span, BY_YEAR, True
    return candidate
