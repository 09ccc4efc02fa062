"""Brackets, parentheses and a target that nearly make a link: which link was meant, by the fewest repairs.

A line is cut into tokens: marks, targets, text. Around each target, the marks and the text next to it are one string,
such as ``[T(U)]`` for ``[pdf(https://…)]``. The string is compared with the shapes that links have, and with shapes that
people write in their place, by edit distance. The nearest shape tells what was meant, and the edits tell what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from litlint import regex as re
from litlint.metadata.labels import is_label
from litlint.metadata.normalize import normalize_title
from litlint.metadata.placeholders import is_placeholder
from litlint.model.finding import Edit, Severity
from litlint.model.source import Span
from litlint.syntax.literal_text import BARE, EMPHASIS, ESCAPED, LINK, TAG, LiteralLine

# Other characters that people type for brackets and parentheses, and those that Markdown reads.
_PLAIN = {"［": "[", "］": "]", "【": "[", "】": "]", "（": "(", "）": ")", "{": "(", "}": ")"}
_MARKS = "[]()" + "".join(_PLAIN)
_TOKEN = re.compile(
    rf"(?P<mark>[{re.escape(_MARKS)}])|(?P<url>{BARE}+)|(?P<link>{LINK}+)|(?P<emphasis>{EMPHASIS}+)|(?P<blank>[ \t]+)"
    rf"|(?P<edge>{TAG}+)|(?P<text>[^{re.escape(_MARKS)}{BARE}{LINK}{EMPHASIS}{TAG} \t]+)"
)
# A line in which nothing can be meant as a link and fail to be one: its only marks are brackets right around links, as in
# `[[code](URL)]`. Most lines are such.
_IN_ORDER = re.compile(rf"[^{re.escape(_MARKS)}{BARE}]*+(?:\[++{LINK}++\]++[^{re.escape(_MARKS)}{BARE}]*+)*+")
# Where an URL that a reader of Markdown guessed goes on into the marks around it.
_CLOSERS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "］": "［"}
# A note or a check box in brackets: `[1]`, `[2, 3]`, `[x]`, `[^a]`.
_NUMBER = re.compile(r"\s*+(?:[\d\s,;–-]*+|[xX]\s*+|\^.*+)", re.S)
# What can only be a target after `](`: a path, a fragment, a scheme however it is spelt, a host, a file that pages link to.
_TARGET = re.compile(
    r"[ \t]{0,3}<?(?:[a-z]{3,6}[:;.]?/{1,3}\w|#|\.{0,2}/|www\.)|[\w./%-]{1,200}\.(?:md|pdf|html?|ipynb)\b", re.I
)
# A path that says that it is one, and a path with spaces to a file in a folder.
_OWN_PATH = re.compile(r"\.{1,2}/[\w./%+-]{1,200}\.[a-z]{2,5}")
_SPACED_PATH = re.compile(r"(?!https?:)[\w.%+-]{1,80}/[\w./%+& -]{1,200}\.[a-z]{2,5}", re.I)
# The words after the last sign that separates the parts of an entry.
_AFTER_SEPARATOR = re.compile(r"(?<=[.,;:|/·–—-] )[^.,;:|/·–—-]*\Z")
_MARKED_WORDS = "#:~:"
# No label, run of marks or target is longer; without limits hostile text would be read again and again.
_LONGEST_LABEL, _MOST_MARKS, _LONGEST_TARGET, _NEAR = 300, 4, 2000, 80

# The shapes of links that render: T is the text, U the target. They cost nothing.
_LINKS = {"[T](U)": 0.0, "[[T](U)]": 0.0, "[[T]](U)": 0.0, "([T](U))": 0.0}
# What people write in their place, with the cost of reading it as a link: the parts in the wrong order, or wrong marks.
_MISTAKES = {
    "(T)[U]": 1.0,
    "(U)[T]": 1.0,
    "[U](T)": 1.0,
    "[T][U]": 1.5,
    "[T]U": 2.0,
    "[[T]U]": 2.0,
    "T(U)": 2.0,
    "T[U]": 2.0,
}
# More repairs than two marks turn any two things into a link.
_DEAREST = 2.4
_INSERT, _DELETE, _REPLACE, _RESPELL, _BLANK, _MOVE = 1.0, 1.1, 1.0, 0.4, 0.3, 1.2


class SyntaxProblem(NamedTuple):
    """What is wrong at a place, and the edits that correct it; ``safe`` says that nothing else can have been meant."""

    place: Span
    message: str
    edits: tuple[Edit, ...] = ()
    title: str = ""
    safe: bool = True
    severity: Severity = Severity.ERROR


def _no_path(path: str) -> bool:
    return False


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the document says of its links.

    ``labels`` counts the texts of its links as ``plain_label`` gives them; ``bracketed`` is the number of links in
    brackets of their own, ``[[text](URL)]``; ``is_path`` says whether the repository has a file at a path.
    """

    labels: Mapping[str, int] = field(default_factory=Counter)
    bracketed: int = 0
    is_path: Callable[[str], bool] = _no_path

    def is_label(self, text: str) -> bool:
        """Say whether a text is a label of links, in all lists or in this document."""
        return is_label(text) or self.linked(text) > 0

    def linked(self, text: str) -> int:
        """Return how many links of the document have this text."""
        return self.labels.get(plain_label(text), 0)


def plain_label(text: str) -> str:
    """Return the text of a link without brackets around it, case-folded."""
    return text.strip(" \t[]()【】*_`").casefold()


class _Token(NamedTuple):
    """A piece of a line: a mark, ``T`` text, ``U`` URL, ``N`` link, ``P`` path, ``e`` emphasis, a blank, ``|`` an end."""

    kind: str
    start: int
    end: int


def misread_links(lines: Iterable[LiteralLine], around: Surroundings) -> Iterator[SyntaxProblem]:
    """Yield what was meant as a link in the lines of one block."""
    for line in lines:
        taken = 0
        if not any(mark in line.text for mark in _MARKS) or _IN_ORDER.fullmatch(line.text):
            continue
        for problem in _Line(line, around).problems():
            if problem.place.start >= taken:
                taken = problem.place.end
                yield problem


class _Line:
    """One line, cut into tokens."""

    def __init__(self, line: LiteralLine, around: Surroundings) -> None:
        self.line = line
        self.around = around
        self.tokens = self._with_paths(_tokens(line))

    def _with_paths(self, tokens: list[_Token]) -> list[_Token]:
        """Turn the text between two marks that can only be a target into one token."""
        found: list[_Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            found.append(token)
            index += 1
            if token.kind not in "([" or index >= len(tokens) or tokens[index].kind not in ("T", " "):
                continue
            after_bracket = len(found) > 1 and _PLAIN.get(found[-2].kind, found[-2].kind) in ("]", "(")
            end = self._path_end(tokens, index, token.kind, after_bracket)
            if end > index:
                found.append(_Token("P", tokens[index].start, tokens[end - 1].end))
                index = end
        return found

    def _path_end(self, tokens: list[_Token], index: int, opener: str, after_bracket: bool) -> int:
        """Return the index after the tokens that make a path; the same index if they make none."""
        closer = ")" if opener == "(" else "]"
        start = tokens[index].start
        end = index
        depth = 0
        while (
            end < len(tokens) and tokens[end].kind in ("T", " ", "(", ")") and tokens[end].end - start < _LONGEST_LABEL
        ):
            if tokens[end].kind == closer and not depth:
                break
            depth += {"(": 1, ")": -1}.get(tokens[end].kind, 0) if opener == "(" else 0
            end += 1
        if end == index:
            return index
        closed = end < len(tokens) and tokens[end].kind == closer
        target = self.line.raw(start, tokens[end - 1].end)
        if closed and (self.around.is_path(target.strip()) or _OWN_PATH.fullmatch(target)):
            return end
        if closed and after_bracket and _SPACED_PATH.fullmatch(target):
            return end
        if after_bracket and opener == "(" and self.around.is_path(target.split(" ")[0]):
            return index + 1 if not closed else index
        if after_bracket and opener == "(" and (_TARGET.match(target) or self._is_title(start - 1, target)):
            if closed or " " not in target.strip():
                return end
            return index + 1
        return index

    def _is_title(self, start: int, target: str) -> bool:
        """Say whether a target repeats what is right before it: the text of the link, or a title of three words or more."""
        words = normalize_title(target)
        before = normalize_title(self.line.raw(max(0, start - _LONGEST_LABEL), start)) if words else ""
        return bool(words) and (before.endswith(words) or (len(words.split()) > 2 and f" {words} " in f" {before} "))

    def problems(self) -> Iterator[SyntaxProblem]:
        """Yield what is wrong in the line, in order."""
        for index, token in enumerate(self.tokens):
            if token.kind in ("U", "P", "N"):
                problem = self._at(index)
                if problem is not None:
                    yield problem

    def _at(self, index: int) -> SyntaxProblem | None:
        """Judge the surroundings of one target."""
        best: tuple[float, SyntaxProblem] | None = None
        for cluster in (self._before(index), self._behind(index)):
            found = self._judge(cluster) if cluster is not None else None
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best[1] if best else None

    def _before(self, index: int) -> _Cluster | None:
        """Return the text before a target with the marks around both."""
        tokens = self.tokens
        middle = index
        while middle > 0 and index - middle <= _MOST_MARKS and tokens[middle - 1].kind in " e" + _MARKS:
            if self._closes_remark(middle):
                break
            middle -= 1
        text = self._text_start(middle)
        if middle == index or text is None:
            return None
        first = text
        while first > 0 and text - first < 2 and _plain(tokens[first - 1].kind) in ("[", "("):
            first -= 1
        last = index + 1
        while last < len(tokens) and last - index <= 3 and _plain(tokens[last].kind) in ("]", ")"):
            last += 1
        if (
            last + 1 < len(tokens)
            and tokens[index].kind == "U"
            and tokens[last].kind == " "
            and tokens[last + 1].kind == ")"
        ):
            last += 2
        cut = 0
        if first == text and middle == index - 1:
            # Without a bracket before it, the label is what follows the last mark of separation.
            found = _AFTER_SEPARATOR.search(self.line.raw(tokens[text].start, tokens[text].end))
            cut = found.start() if found else 0
        return _Cluster(self, first, last, (text, middle), index, cut)

    def _closes_remark(self, end: int) -> bool:
        """Say whether a remark in parentheses ends here that belongs to the text in a bracket: `[Code (soon)`."""
        kinds = "".join(token.kind for token in self.tokens[max(0, end - 6) : end])
        return kinds.endswith(("[T (T)", "[T(T)"))

    def _text_start(self, end: int) -> int | None:
        """Return the index at which the text that ends at an index begins."""
        start = end - 1
        if self._closes_remark(end):
            start = end - (5 if self.tokens[end - 4].kind == " " else 4)
        wide = start >= 0 and self.tokens[end - 1].end - self.tokens[start].start <= _LONGEST_LABEL
        return start if wide and self.tokens[start].kind == "T" else None

    def _behind(self, index: int) -> _Cluster | None:
        """Return the text after a target, in marks of its own, with the marks around both; or the target in brackets alone."""
        tokens = self.tokens
        first = index
        while first > 0 and index - first < 2 and _plain(tokens[first - 1].kind) in ("[", "("):
            first -= 1
        last = index + 1
        while last < len(tokens) and last - index <= 3 and _plain(tokens[last].kind) in "[]()":
            last += 1
        if first == index or last == index + 1:
            return None
        if _plain(tokens[last - 1].kind) not in ("[", "(") or last >= len(tokens) or tokens[last].kind != "T":
            closers = index + 1
            while closers < last and _plain(tokens[closers].kind) in ("]", ")"):
                closers += 1
            return _Cluster(self, first, closers, None, index)
        text, end = last, last + 1
        while end < len(tokens) and end - text <= 2 and _plain(tokens[end].kind) in ("]", ")"):
            end += 1
        return _Cluster(self, first, end, (text, text + 1), index)

    def _judge(self, cluster: _Cluster) -> tuple[float, SyntaxProblem] | None:
        """Find the link that a cluster was meant as, and what it costs; None if none was meant."""
        line, around = self.line, self.around
        target, token = cluster.target, self.tokens[cluster.at]
        # What is escaped is text on purpose; a bracket that is escaped shortly before may be meant to go with this.
        if ESCAPED in line.text[max(0, cluster.start - _NEAR) : cluster.end] or is_placeholder(target):
            return None
        if cluster.text is None:
            return self._unlabelled(cluster)
        if token.kind == "N":
            return self._nested(cluster)
        shape, cost, steps = _nearest_shape(cluster.symbols)
        if cost > _DEAREST or not self._is_meant(cluster, shape):
            return None
        if not cost:
            problem = self._target_problem(cluster)
            return (0.0, problem) if problem else None
        if extra := self._extra_text(cluster):
            return cost, extra
        place = line.span(cluster.start, cluster.end)
        severity = Severity.ERROR
        # A URL that is a link by itself, next to its label, can be followed; that is less than certainly wrong.
        apart = shape == "[T]U" and " " in cluster.symbols
        if apart or (shape in ("T(U)", "T[U]") and not around.linked(cluster.label)):
            severity = Severity.WARNING
        message = f"this is not rendered as a link: {_explain(shape, steps)}"
        url = target if token.kind == "U" else "%20".join(target.split())
        text = cluster.rebuilt(shape, url)
        # A closing mark that touches the text may be an opening one, written wrongly.
        touched = line.text.endswith(("]", ")"), 0, cluster.start)
        edits = () if touched else (line.edit(cluster.start, cluster.end, text),)
        safe = token.kind == "U" and severity is Severity.ERROR and "e" not in cluster.symbols
        return cost, SyntaxProblem(place, message, edits, f"write {text}", safe, severity)

    def _is_meant(self, cluster: _Cluster, shape: str) -> bool:
        """Say whether marks that nearly make a link were meant as one, and not as a note, a remark or a sentence.

        A bracket next to a parenthesis, without a blank, is enough; a parenthesis alone takes a label before it.
        """
        middle, label = cluster.middle, cluster.label
        numbered = _NUMBER.fullmatch(label) is not None
        blank = " " in cluster.between
        if blank and self.line.text[max(0, cluster.start - 1) : cluster.start].isalnum():
            return False
        if numbered and not (middle == "](" and not blank):
            return False
        if shape in ("(U)[T]", "[U](T)"):
            return not blank
        if self.tokens[cluster.at].kind == "P" and middle != "](":
            return not blank and (middle != "(" or self.around.is_label(label))
        if shape in ("T(U)", "T[U]") or (middle in ("(", "[") and cluster.symbols[0] == "T"):
            return not blank and self._ends_word(cluster) and self.around.is_label(label)
        if middle == "]" and blank:
            return self.around.linked(label) > 0 and cluster.symbols.startswith("[")
        if middle == "(" and blank:
            return self.around.is_label(label)
        return len(middle) > 1 or (bool(middle) and not blank)

    def _ends_word(self, cluster: _Cluster) -> bool:
        """Say whether a text without brackets is nothing but its label, so that the line says nothing else before it."""
        before = self.line.text[max(0, cluster.start - 2) : cluster.start].rstrip()
        return not before or not before[-1].isalnum()

    def _unlabelled(self, cluster: _Cluster) -> tuple[float, SyntaxProblem] | None:
        """Judge a URL alone in two pairs of brackets, where the links of the document have labels there."""
        if cluster.symbols != "[[U]]" or self.around.bracketed < 2 or self.tokens[cluster.at].kind != "U":
            return None
        place = self.line.span(cluster.start, cluster.end)
        message = "this URL has no label; the other links in brackets are written [[label](URL)]"
        return 2.0, SyntaxProblem(place, message, title="write [[label](URL)]", severity=Severity.WARNING)

    def _nested(self, cluster: _Cluster) -> tuple[float, SyntaxProblem] | None:
        """Judge a link where the target of another should be."""
        if cluster.middle != "](" or " " in cluster.between or not cluster.symbols.startswith("["):
            return None
        line, token = self.line, self.tokens[cluster.at]
        link = line.links.get(token.start)
        if link is None:
            return None
        stop = link.span.end - line.place.start
        closed = line.text.startswith(")", stop)
        place = line.span(cluster.text_start - 1, stop + closed)
        message = "the target of this link is another link, so only the inner one is a link"
        if not closed:
            return 1.0, SyntaxProblem(place, message)
        edit = line.edit(token.start, stop, link.url_span.text)
        return 1.0, SyntaxProblem(place, message, (edit,), "keep the URL alone", safe=link.text == link.url)

    def _extra_text(self, cluster: _Cluster) -> SyntaxProblem | None:
        """Judge words between a URL and the parenthesis that closes its link."""
        line, token = self.line, self.tokens[cluster.at]
        if cluster.middle != "](" or token.kind != "U" or cluster.symbols.endswith(")"):
            return None
        rest = line.raw(token.start, min(token.start + _LONGEST_TARGET, len(line.text)))
        end = line.text.find(")", token.end, token.end + _LONGEST_TARGET)
        if _MARKED_WORDS in rest:
            stop = max(token.end, end + 1)
            edit = line.edit(token.start + rest.index(_MARKED_WORDS), stop, ")")
            message = "the marked words in this URL keep it from being a link"
            return SyntaxProblem(
                line.span(cluster.start, token.end), message, (edit,), f"cut the URL before {_MARKED_WORDS}", safe=False
            )
        between = line.text[token.end : end]
        if end < 0 or not between.strip() or any(mark in between for mark in (LINK, BARE, "[", "(")):
            return None
        return SyntaxProblem(
            line.span(token.end, end), "text between the URL and its closing parenthesis, so this is not a link"
        )

    def _target_problem(self, cluster: _Cluster) -> SyntaxProblem | None:
        """Judge a link whose marks are right and whose target is not."""
        line, token = self.line, self.tokens[cluster.at]
        target = cluster.target
        place = line.span(token.start, token.end)
        words = target.split()
        if len(words) < 2:
            return SyntaxProblem(line.span(cluster.start, cluster.end), "GitHub does not read this as a link")
        is_path = self.around.is_path(target)
        if not is_path and not target.startswith("#") and self._is_title(token.start - 1, target):
            message = "the target is the title, not a URL, so this is not a link"
            return SyntaxProblem(line.span(cluster.text_start - 1, token.end + 1), message, title="write the URL")
        is_anchor = target.startswith("#")
        edit = line.edit(token.start, token.end, ("-" if is_anchor else "%20").join(words))
        title = "write hyphens for the spaces" if is_anchor else "write %20 for the spaces"
        message = "a space ends the target, so this is not a link"
        return SyntaxProblem(place, message, (edit,), title, safe=is_path)


@dataclass(frozen=True)
class _Cluster:
    """A target with the text next to it and the marks around both: tokens from ``first`` up to ``last``."""

    of: _Line
    first: int
    last: int
    text: tuple[int, int] | None
    at: int
    cut: int = 0

    @property
    def start(self) -> int:
        return self.of.tokens[self.first].start + self.cut

    @property
    def end(self) -> int:
        return self.of.tokens[self.last - 1].end

    @property
    def text_start(self) -> int:
        return self.of.tokens[self.text[0]].start + self.cut if self.text else self.start

    @property
    def label(self) -> str:
        if self.text is None:
            return ""
        return self.of.line.raw(self.text_start, self.of.tokens[self.text[1] - 1].end)

    @property
    def target(self) -> str:
        token = self.of.tokens[self.at]
        return self.of.line.raw(token.start, token.end).strip().removeprefix("<").removesuffix(">")

    @property
    def symbols(self) -> str:
        """The cluster as a string: one character for each mark, T for the text, U for the target."""
        kinds = []
        for index in range(self.first, self.last):
            if self.text is not None and self.text[0] <= index < self.text[1]:
                kinds += ["T"] if index == self.text[0] else []
            else:
                kinds.append("U" if index == self.at else self.of.tokens[index].kind)
        return "".join(kinds)

    @property
    def between(self) -> str:
        """What is between the text and the target, in order."""
        places = [(self.symbols.find(one), self.symbols.rfind(other)) for one, other in ("TU", "UT")]
        begin, end = min(((first, last) for first, last in places if 0 <= first < last), default=(0, 1))
        return self.symbols[begin + 1 : end]

    @property
    def middle(self) -> str:
        """The marks between the text and the target, in plain characters, blanks and emphasis left out."""
        return "".join(_plain(mark) for mark in self.between if mark not in " e")

    def rebuilt(self, shape: str, url: str) -> str:
        """Return the link that was meant, in a shape."""
        form = shape if shape in _LINKS else "[[T](U)]" if shape == "[[T]U]" else "[T](U)"
        emphasis = "".join(
            self.of.line.raw(token.start, token.end)
            for token in self.of.tokens[self.first : self.last]
            if token.kind == "e"
        )
        return form.replace("T", "\0").replace("U", url).replace("\0", self.label.strip()) + emphasis


def _plain(kind: str) -> str:
    return _PLAIN.get(kind, kind)


def _tokens(line: LiteralLine) -> list[_Token]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(_cut_urls(line)):
        kind = {"url": "U", "link": "N", "emphasis": "e", "blank": " ", "edge": "|", "text": "T"}.get(
            found.lastgroup or "", found[0]
        )
        _add(tokens, _Token(kind, *found.span()))
    return tokens


def _add(tokens: list[_Token], token: _Token) -> None:
    """Add a token; text goes on over blanks and marks of emphasis inside it."""
    if token.kind == "T" and len(tokens) > 1 and tokens[-1].kind in " e" and tokens[-2].kind == "T":
        tokens.pop()
        token = token._replace(start=tokens.pop().start)
    elif token.kind == "T" and tokens and tokens[-1].kind in ("T", "e"):
        token = token._replace(start=tokens.pop().start)
    elif token.kind == "e" and tokens and tokens[-1].kind == "T":
        token = _Token("T", tokens.pop().start, token.end)
    tokens.append(token)


def _cut_urls(line: LiteralLine) -> str:
    """Return the text of a line in which URLs end before a bracket or parenthesis that they did not open."""
    if BARE not in line.text:
        return line.text
    pieces, at = [], 0
    for run in re.finditer(f"{BARE}+", line.text):
        raw = line.raw(*run.span())
        end = _url_end(raw)
        pieces += [line.text[at : run.start()], BARE * end, raw[end:]]
        at = run.end()
    return "".join([*pieces, line.text[at:]])


def _url_end(raw: str) -> int:
    if raw.startswith("<"):
        return len(raw)
    opened: Counter[str] = Counter()
    for at, character in enumerate(raw):
        if character in _CLOSERS:
            if not opened[_CLOSERS[character]]:
                return at
            opened[_CLOSERS[character]] -= 1
        elif character in "[【［（":
            return at
        elif character in "({":
            opened[character] += 1
    return len(raw)


class _Step(NamedTuple):
    """One repair: ``+`` a mark put in, ``-`` one taken out, ``=`` one written in place of another."""

    what: str
    old: str
    new: str


@lru_cache(maxsize=2048)
def _nearest_shape(symbols: str) -> tuple[str, float, tuple[_Step, ...]]:
    """Return the shape that takes the fewest repairs, what they cost, and the repairs."""
    best: tuple[str, float, tuple[_Step, ...]] = ("", float("inf"), ())
    for shape, base in (*_LINKS.items(), *_MISTAKES.items()):
        cost, steps = _repairs(symbols, shape)
        if base + cost < best[1]:
            best = (shape, base + cost, steps)
    return best


def _repairs(symbols: str, shape: str) -> tuple[float, tuple[_Step, ...]]:
    """Return the edit distance of two strings of marks, and its steps; text and target are never put in or taken out."""
    never = float("inf")
    row: list[tuple[float, tuple[_Step, ...]]] = [(0.0, ())]
    for new in shape:
        cost = never if new in "TU" else _INSERT
        row.append((row[-1][0] + cost, (*row[-1][1], _Step("+", "", new))))
    for old in symbols:
        drop = never if old in "TU" else _BLANK if old in " e" else _DELETE
        above, row = row, [(row[0][0] + drop, (*row[0][1], _Step("-", old, "")))]
        for index, new in enumerate(shape):
            put = never if new in "TU" else _INSERT
            swap = 0.0 if old == new else never
            if old != new and old not in "TU e" and new not in "TU":
                swap = _RESPELL if _plain(old) == new else _REPLACE
            ways = [
                (above[index][0] + swap, (*above[index][1], *(() if old == new else (_Step("=", old, new),)))),
                (row[index][0] + put, (*row[index][1], _Step("+", "", new))),
                (above[index + 1][0] + drop, (*above[index + 1][1], _Step("-", old, ""))),
            ]
            row.append(min(ways, key=lambda way: way[0]))
    cost, steps = row[-1]
    put_in = {step.new for step in steps if step.what == "+"}
    taken_out = {step.old for step in steps if step.what == "-"}
    if len(put_in) == len(taken_out) == 1 and put_in == taken_out:
        cost -= _INSERT + _DELETE - _MOVE
    return cost, steps


def _explain(shape: str, steps: tuple[_Step, ...]) -> str:
    """Say in words what keeps marks from being a link."""
    reasons = {
        "(T)[U]": "brackets and parentheses are swapped",
        "(U)[T]": "the URL comes before the text",
        "[U](T)": "the URL comes before the text",
        "[T][U]": "the URL is in brackets, not in parentheses",
        "[T]U": "the parentheses around the URL are missing",
        "[[T]U]": "the parentheses around the URL are missing",
        "T(U)": "the brackets around the text are missing",
        "T[U]": "brackets and parentheses are missing or wrong",
    }
    if shape in reasons:
        return reasons[shape]
    names = {"[": "opening bracket", "]": "closing bracket", "(": "opening parenthesis", ")": "closing parenthesis"}
    parts = []
    put_in = [step.new for step in steps if step.what == "+"]
    taken_out = [step.old for step in steps if step.what == "-" and step.old not in " e"]
    if put_in == taken_out and put_in:
        return "text and URL are in one pair of brackets"
    if sorted(put_in) == ["(", ")"]:
        return "the parentheses around the URL are missing"
    for step in steps:
        if step.what == "=":
            parts.append(f"found `{step.old}`, expected `{step.new}`")
        elif step.what == "+":
            parts.append(f"the {names[step.new]} is missing")
        elif step.old == " ":
            parts.append("there is a space between text and URL")
        elif step.old == "e":
            parts.append("there are asterisks or underscores between text and URL")
        else:
            parts.append(f"one `{step.old}` too many")
    return ", ".join(dict.fromkeys(parts))
