"""What the entries of a list have in common, and the reading of each by it.

This is the second pass of the reading. The entries of a list repeat a few shapes, so the list itself says what a place in a
shape holds: long values that never repeat are titles, few values that repeat are venues or topics, sentences are remarks.
This is wrapper induction as web data extraction knows it (Kushmerick 1997; Crescenzi, Mecca and Merialdo, "RoadRunner",
VLDB 2001). An entry on its own is read by ``title``; here the reading of most corrects the reading of the odd one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from litlint import regex as re
from litlint.metadata.normalize import STOP_WORDS
from litlint.metadata.organizations import names_organization, names_workplace
from litlint.metadata.venues import is_venue_name, read_venue
from litlint.model.document import Part
from litlint.parse.entries.attributes import venue_alone
from litlint.parse.entries.authors_first import read_authors_first
from litlint.parse.entries.candidate import Candidate
from litlint.parse.entries.names import is_names, is_person
from litlint.parse.entries.pieces import Piece, cut
from litlint.parse.entries.title import TitleRead, read_title_from
from litlint.parse.entries.title_prefix import TitlePrefix
from litlint.values import value

# So many entries alike, and no fewer, say what a place in them holds.
_LEAST_ALIKE = 5
# Most: so many that the others are odd ones; where the entries are divided evenly there is no shape to follow.
_MOST = 0.7
# A place whose values are so few by the number of entries holds a label, a venue or a topic, never titles.
_FEW_VALUES = 0.4
# So many entries that begin with people to one that begins with other words, before these are taken for people.
_MANY_TO_ONE = 5
# A name before a title has at most so many words: `Segment Anything Model`.
_NAME_WORDS = 4
_TITLE_WORDS = 3
# A name in brackets begins no further from where these open.
_LONGEST_BRACKET = 200
# Titles of more words than this are rare (fewer than one in a hundred), sentences are not.
_LONG = 20
_VENUE_IN_PIECE = re.compile(r"(?:in:?\s+)?(?P<name>\S(?:.*[^\W\d])?)[\s\d.,():-]*\Z", re.IGNORECASE)
# `Jane Doe`, `2020, Jane Doe`, `Doe, Roe et al (1972)`: names with a year before or after them.
_BYLINE = re.compile(
    r"(?:(?P<year_first>(?:19|20)\d\d)\s*+[,.:;]\s*+)?(?P<names>[^\W\d_][^\d()\n]{1,120}?(?:\d{1,3}\s(?:others|more))?)(?:\s*+(?:[,.]\s*+)?\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?)?"
)
_SURNAME = r"(?:(?:van|von|de|der|den|la|le|di|al)\s+){0,3}+[^\W\d_a-z][\w'’-]++(?:\s[^\W\d_a-z][\w'’-]++)?"
_SURNAMES = re.compile(rf"{_SURNAME}(?:(?:,\s|\s?&\s|,?\sand\s){_SURNAME})*+(?:,?\set\.?\sal\.?)?")
_AFTER_DASH = re.compile(r"\s[–—-]{1,3}\s")
_DASHES = ("-", ".-", ":-")
_LETTER = re.compile(r"[^\W\d_]")
# Words that make a statement of a text: they are in most sentences and in few titles.
_STATES = frozenset("are can has have is it its our that they was we were which".split())
_SENTENCE_END = re.compile(r"[a-z\d)]{2}[.;]\s+(?=[A-Z])")


@value
class _Cut:
    """A candidate with its pieces; ``at`` is the index of the piece in which its title begins."""

    candidate: Candidate
    pieces: Sequence[Piece]
    at: int | None

    def text(self, index: int) -> str:
        piece = self.pieces[index]
        return self.candidate.visible.text[piece.start : piece.end]


def read_by_shape(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Read each candidate by the shape that it shares with others of the document."""
    cuts = [_cut(candidate) for candidate in read_authors_first(list(candidates))]
    shapes: dict[tuple[Any, ...], list[int]] = {}
    for index, each in enumerate(cuts):
        shapes.setdefault(_shape(each), []).append(index)
    _join_unusual_names(shapes)
    done = list(cuts)
    for members in shapes.values():
        for index, read in zip(members, _read([cuts[index] for index in members]), strict=True):
            done[index] = read
    return [each.candidate for each in _with_attributes(done)]


def _cut(candidate: Candidate) -> _Cut:
    pieces = cut(candidate.visible)
    start = candidate.title.start
    return _Cut(
        candidate, pieces, next((i for i, piece in enumerate(pieces) if piece.start <= start < piece.end), None)
    )


def _shape(each: _Cut) -> tuple[object, ...]:
    """Return how an entry begins: what its first two pieces are, and what separates them."""
    first = next((i for i, piece in enumerate(each.pieces) if piece.kind not in ("date", "venue")), 0)
    head = [(piece.kind, piece.joint if index else "") for index, piece in enumerate(each.pieces[first : first + 2])]
    return each.candidate.kind, each.candidate.sort, *head


def _join_unusual_names(shapes: dict[tuple[Any, ...], list[int]]) -> None:
    """Join the few entries that begin with other words to the many that begin with people and are alike in the rest.

    These words are most likely people, too, whose names do not look like it: of a group, `The Garden Team`, or misspelt.
    """
    for shape, members in list(shapes.items()):
        kind, sort, *head = shape
        if len(head) > 1 and head[0][0] == "text" and head[1][1]:
            people = shapes.get((kind, sort, ("people", ""), head[1]), [])
            if len(people) >= max(_LEAST_ALIKE, _MANY_TO_ONE * len(members)):
                people += members
                del shapes[shape]


def _read(members: list[_Cut]) -> list[_Cut]:
    """Read the members of one shape."""
    members = [_with_quotation(each) for each in members]
    for correct in (_whole_bold, _bold_before_prose, _after_repeated_value, _as_most):
        members = correct(members)
    return members


def _with_quotation(each: _Cut) -> _Cut:
    """Take a quotation for the title where only a name, people, labels or a venue are before it.

    A quotation that text goes on after is part of a title: `"Lossless" Compression of Lists`.
    """
    index = next((i for i, piece in enumerate(each.pieces[:5]) if piece.kind == "quote"), None)
    if index is None or (index == each.at and each.candidate.title.quoted):
        return each
    before, quotation = each.pieces[:index], each.pieces[index]
    names = [i for i, piece in enumerate(before) if piece.kind in ("text", "bold", "link", "emphasis", "code")]
    if not _may_be_title(each, index, names):
        return each
    lead = replace(each.candidate.title.lead)
    visible = each.candidate.visible
    if lead.end > quotation.start:
        lead = TitlePrefix()
    for i, piece in enumerate(before):
        part = visible.part(piece.start, piece.end)
        if piece.kind == "people":
            lead.authors = lead.authors or part
        elif i in names and lead.name is None and _LETTER.search(part.value):
            lead.name = visible.part(piece.start, piece.start + len(each.text(i).rstrip(" .:：")))
    title = _quoted(each, index, lead)
    return each if title is None else _with_title(each, title, index)


def _quoted(each: _Cut, index: int, lead: TitlePrefix) -> TitleRead | None:
    """Read a piece that is a quotation as the title."""
    visible, start = each.candidate.visible, each.pieces[index].start
    end = start + len(each.text(index).rstrip(" .,，。"))
    part = visible.part(start, end)
    if not _LETTER.search(part.value):
        return None
    return TitleRead(part, start, end, visible.link_at(start) is not None, True, lead)


def _may_be_title(each: _Cut, index: int, names: Sequence[int]) -> bool:
    """Say whether a quotation is all of a title; ``names`` are the pieces before it that can only be a name."""
    after = each.pieces[index + 1] if index + 1 < len(each.pieces) else None
    goes_on = after is not None and after.kind == "text" and not after.joint and each.text(index)[-1:] not in ",."
    if goes_on or is_names(each.text(index)) or len(names) > 1 or not (names or len(each.text(index).split()) > 1):
        return False
    # One piece alone may be the name: few words, and set off from the quotation where nothing marks them.
    return all(
        len(each.text(i).split()) <= _NAME_WORDS and (each.pieces[i].kind != "text" or each.pieces[i + 1].joint)
        for i in names
    )


def _whole_bold(members: list[_Cut]) -> list[_Cut]:
    """Take all of the bold words for the title that has a dash in it: `**Wind Chimes - A Winter Study**`."""
    done = []
    for each in members:
        title = each.candidate.title
        piece = each.pieces[each.at] if each.at is not None else None
        if piece is not None and piece.kind == "bold" and piece.start == title.start and title.end < piece.end:
            text = each.candidate.visible.text
            rest = _AFTER_DASH.match(text, title.end, piece.end)
            following = text[rest.end() : piece.end].strip(" .") if rest else ""
            if len(following.split()) > 1 and not (
                is_prose(following, "-") or is_names(following) or venue_alone(following)
            ):
                end = piece.start + len(text[piece.start : piece.end].rstrip(" .,"))
                part = each.candidate.visible.part(title.start, end)
                each = _with_title(each, replace(title, title=part, end=end), each.at or 0)
        done.append(each)
    return done


def _bold_before_prose(members: list[_Cut]) -> list[_Cut]:
    """End the title with the bold words or the link that a sentence follows, rather than with the sentence.

    Where enough entries are alike, most of them decide for all; otherwise each for itself.
    """
    found = [_has_prose_after(each) for each in members]
    asked = [answer for answer in found if answer is not None]
    if len(asked) >= _LEAST_ALIKE:
        # Half is enough: short remarks do not look like sentences, titles hardly ever do.
        decided = sum(asked) >= len(asked) / 2
        found = [None if answer is None else decided for answer in found]
    return [_ending_with_mark(each) if answer else each for each, answer in zip(members, found, strict=True)]


def _has_prose_after(each: _Cut) -> bool | None:
    """Say whether text after bold words or a link is a sentence about the work; None if none follows."""
    if each.at is None or each.at + 1 >= len(each.pieces):
        return None
    piece, after = each.pieces[each.at], each.pieces[each.at + 1]
    if piece.kind not in ("bold", "link") or after.kind != "text" or "\n" in after.joint:
        return None
    end = min([p.start for p in each.pieces[each.at + 2 :] if p.kind == "label"], default=each.pieces[-1].end)
    return is_prose(each.candidate.visible.text[after.start : end], after.joint)


def is_prose(text: str, joint: str) -> bool:
    """Say whether a text reads as a statement about a work rather than as a title or the rest of one."""
    words = text.split()
    if not words:
        return False
    is_small = words[0][0].islower() and words[0].isalpha()
    if joint in _DASHES and is_small and len(words) > 2:
        return True
    statements = sum(word.strip(",.;:").lower() in _STATES for word in words)
    return (
        len(words) > 2 * _LONG
        or (len(words) > _LONG and (statements > 0 or _SENTENCE_END.search(text) is not None))
        or (statements > 1 and len(words) > _NAME_WORDS * 2)
        or (is_small and statements > 0 and len(words) > _NAME_WORDS)
    )


def _ending_with_mark(each: _Cut) -> _Cut:
    piece, title = each.pieces[each.at or 0], each.candidate.title
    if title.end <= piece.end:
        return each
    end = title.start + len(each.candidate.visible.text[title.start : piece.end].rstrip(" .,:：-–—"))
    part = each.candidate.visible.part(title.start, end)
    if not _LETTER.search(part.value):
        return each
    return _with_title(each, replace(title, title=part, end=end), each.at or 0)


def _after_repeated_value(members: list[_Cut]) -> list[_Cut]:
    """Skip a first piece whose values repeat through the list: a topic or a venue, whatever words it uses."""
    if len(members) < _LEAST_ALIKE or any(len(each.pieces) < 2 for each in members):
        return members
    first, second = [each.text(0) for each in members], [each.text(1) for each in members]
    kinds = {each.pieces[1].kind for each in members}
    if not kinds <= {"text", "link", "bold", "emphasis", "quote"} or members[0].pieces[0].kind == "people":
        return members
    few = len(set(first)) <= max(1, len(members) * _FEW_VALUES)
    unique = len(set(second)) >= len(members) * _MOST
    long = sum(len(text.split()) for text in second) >= _TITLE_WORDS * len(members)
    statements = sum(is_prose(text, members[0].pieces[1].joint) for text in second)
    if not (few and unique and long) or statements * 2 >= len(second):
        return members
    done = []
    for each in members:
        title = _title_at(each, 1) if each.at == 0 else None
        done.append(each if title is None else _with_title(each, title, 1))
    return done


def _as_most(members: list[_Cut]) -> list[_Cut]:
    """Read the title of the odd one where most entries of its shape have theirs."""
    counts = Counter(each.at for each in members)
    at, count = counts.most_common(1)[0]
    if at is None or at == 0 or count < max(_LEAST_ALIKE - 1, _MOST * len(members)):
        return members
    by_people = sum(each.pieces[0].kind == "people" for each in members if each.pieces) >= _MOST * len(members)
    done = []
    for each in members:
        odd = each.at is not None and each.at < at < len(each.pieces)
        title = _title_at(each, at) if odd else None
        if title is not None and at == 1 and title.lead.authors is None and by_people:
            title.lead.authors = each.candidate.visible.part(each.pieces[0].start, each.pieces[0].end)
        done.append(each if title is None else _with_title(each, title, at))
    return done


def _title_at(each: _Cut, index: int) -> TitleRead | None:
    """Read a title that begins with a piece; what is before it is its venue, if it looks like one."""
    visible, piece = each.candidate.visible, each.pieces[index]
    lead = replace(each.candidate.title.lead, end=piece.start)
    before = each.pieces[index - 1]
    shown = each.text(index - 1)
    known = len(shown) < 60 and (venue_alone(shown) or is_venue_name(shown) or read_venue(shown))
    if lead.venue is None and before.kind in ("link", "text", "bold", "code", "bracket") and known:
        lead.venue = visible.part(before.start, before.end)
    if len(each.text(index).split()) < 2 or piece.kind == "people":
        return None
    return _quoted(each, index, lead) if piece.kind == "quote" else read_title_from(visible, lead)


def _with_title(each: _Cut, title: TitleRead, at: int) -> _Cut:
    return _Cut(replace(each.candidate, title=title), each.pieces, at)


def _with_attributes(cuts: list[_Cut]) -> list[_Cut]:
    """Read venues that no table knows, and leave out what only looks like authors, by the place that they have in the list."""
    by_shape: dict[Hashable, list[int]] = {}
    for index, each in enumerate(cuts):
        if each.at is not None:
            kind = each.pieces[each.at].kind
            by_shape.setdefault((each.candidate.kind, each.candidate.sort, kind), []).append(index)
    done = list(cuts)
    for members in by_shape.values():
        if len(members) >= _LEAST_ALIKE:
            for learn in (_learn_bylines, _learn_venues, _learn_affiliations):
                for index, each in zip(members, learn([done[index] for index in members]), strict=True):
                    done[index] = each
    return done


def _after_title(each: _Cut) -> Piece | None:
    """Return the piece that follows the title."""
    return next((piece for piece in each.pieces if piece.start >= each.candidate.title.end), None)


def _learn_bylines(members: list[_Cut]) -> list[_Cut]:
    """Take what is after the title for the authors where it can be these in most entries.

    One name in brackets, `(Jane Doe)`, and surnames with a year, `[Doe, Roe (1972)](U)`, are certain only so. They are no
    values that repeat, as labels and the names of bodies do. With a year beside the names a few entries are enough.
    """
    following = [_after_title(each) for each in members]
    found = [_byline(each, piece) if piece else None for each, piece in zip(members, following, strict=True)]
    if len({byline["names"] for byline in found if byline}) * 2 < sum(byline is not None for byline in found):
        return members
    if sum(map(bool, found)) < max(_LEAST_ALIKE - 1, _MOST * sum(piece is not None for piece in following)):
        found = [byline if byline and (byline["year"] or byline["year_first"]) else None for byline in found]
        if sum(map(bool, found)) < _LEAST_ALIKE:
            return members
    return [
        each if byline is None or each.candidate.stated("authors") else _with_byline(each, byline)
        for each, byline in zip(members, found, strict=True)
    ]


def _byline(each: _Cut, piece: Piece) -> re.Match[str] | None:
    """Return the names, and the year beside them, that fill the piece after a title; None if it holds anything else."""
    if piece.kind not in ("bracket", "link", "text", "people"):
        return None
    found = _BYLINE.fullmatch(each.candidate.visible.text, piece.start, piece.end)
    if found is None or names_organization(found["names"]):
        return None
    names = found["names"].strip(" ,")
    # A surname alone, or several, are authors beside a year only; that may be a link, which has no other words.
    surnames = (found["year"] or found["year_first"]) is not None and _SURNAMES.fullmatch(names) is not None
    return found if is_names(names) or is_person(names) or (surnames and piece.kind == "link") else None


def _with_byline(each: _Cut, byline: re.Match[str]) -> _Cut:
    candidate = each.candidate
    name = "year" if byline["year"] else "year_first"
    year = Part(int(byline[name]), candidate.visible.place(*byline.span(name))) if byline[name] else None
    return _Cut(replace(candidate, byline=byline.span("names"), year=candidate.year or year), each.pieces, each.at)


def _learn_venues(members: list[_Cut]) -> list[_Cut]:
    """Take what is after the title for the venue where it is one in most entries: also of a name no table knows."""
    if all(each.candidate.stated("venue") for each in members):
        return members
    following = [_after_title(each) for each in members]
    known = sum(
        piece is not None and _has_venue_in(each, piece) for each, piece in zip(members, following, strict=True)
    )
    if known < max(_LEAST_ALIKE - 1, _MOST * sum(piece is not None for piece in following)):
        return members
    return [
        _with(each, venue=_venue_part(each, piece))
        if piece is not None and not each.candidate.stated("venue") and _may_be_venue(each, piece)
        else each
        for each, piece in zip(members, following, strict=True)
    ]


def _has_venue_in(each: _Cut, piece: Piece) -> bool:
    venue = each.candidate.stated("venue")
    place = each.candidate.visible.place(piece.start, piece.end)
    return venue is not None and place.start <= venue.span.start < place.end


def _venue_part(each: _Cut, piece: Piece) -> Part[str]:
    """Return a venue without the word `in` before it and its volume after it."""
    found = _VENUE_IN_PIECE.match(each.candidate.visible.text, piece.start, piece.end)
    return each.candidate.visible.part(*(found.span("name") if found else (piece.start, piece.end)))


def _may_be_venue(each: _Cut, piece: Piece) -> bool:
    shown = each.candidate.visible.text[piece.start : piece.end]
    words = shown.split()
    capitals = all(word[:1].isupper() or word.lower() in STOP_WORDS or not word[:1].isalpha() for word in words)
    if (piece.kind == "bracket" and names_workplace(shown)) or is_person(shown.partition("(")[0].strip()):
        return False
    return piece.kind in ("text", "emphasis", "bracket") and "\n" not in shown and len(words) <= 6 and capitals


def _learn_affiliations(members: list[_Cut]) -> list[_Cut]:
    """Leave out names in brackets, as authors or venue, where these are the names of bodies in much of the list.

    `by Jane Doe (University of Kew, 2020)`: another entry's `(Kew, 2020)` names no venue either, unless a table knows it.
    """
    inside = [(name, bracket) for each in members for name, bracket in _in_brackets(each)]
    counts = Counter(name for name, _ in inside)
    bodies = Counter(name for name, bracket in inside if names_organization(bracket))
    # One in five says what the others are: most bodies go by names that hold no word for one.
    learned = frozenset(name for name, count in counts.items() if bodies[name] * 5 >= count)
    if not learned:
        return members
    return [
        _with(each, has_no=learned & {name for name, _ in found}) if (found := _in_brackets(each)) else each
        for each in members
    ]


def _in_brackets(each: _Cut) -> list[tuple[str, str]]:
    """Return what of authors and venue stands in brackets, each with the text of these.

    A venue counts there only right after the authors, and if no table knows it.
    """
    parts, found = each.candidate.parts, []
    if parts.authors and (bracket := _bracket_around(parts.authors)):
        found.append(("authors", bracket[1]))
    if parts.venue and parts.authors and not is_venue_name(parts.venue.value):
        bracket = _bracket_around(parts.venue)
        between = parts.venue.span.source.text[parts.authors.span.end : bracket[0]] if bracket else "-"
        if bracket and not between.strip(" *_,"):
            found.append(("venue", bracket[1]))
    return found


def _bracket_around(part: Part[str]) -> tuple[int, str] | None:
    """Return where the brackets around a part open, and the text in them; None if it is in none."""
    text, start = part.span.source.text, part.span.start
    opened = max(text.rfind(sign, max(0, start - _LONGEST_BRACKET), start) for sign in "(（")
    if opened < 0 or any(sign in text[opened:start] for sign in ")）\n"):
        return None
    closed = min((at for sign in ")）\n" if (at := text.find(sign, part.span.end)) >= 0), default=part.span.end)
    return opened, text[opened + 1 : min(closed, opened + 2 * _LONGEST_BRACKET)]


def _with(each: _Cut, *, venue: Part[str] | None = None, has_no: frozenset[str] = frozenset()) -> _Cut:
    candidate = replace(each.candidate, venue=venue or each.candidate.venue, has_no=has_no)
    return _Cut(candidate, each.pieces, each.at)
