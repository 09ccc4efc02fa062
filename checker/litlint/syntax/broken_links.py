"""Brackets, parentheses and a target that nearly make a link: which link was meant, by the fewest repairs.

A line is cut into tokens: marks, targets, text. Around each target, the marks and the text next to it are one string,
such as ``[T(U)]`` for ``[pdf(https://…)]``. The string is compared with the shapes that links have, and with shapes that
people write in their place, by edit distance. The nearest shape says what was meant, and the edits say what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from litlint import regex as re
from litlint.metadata.labels import is_label
from litlint.metadata.placeholders import is_placeholder
from litlint.model.finding import Edit, Severity
from litlint.model.source import Span
from litlint.syntax.line_tokens import LONGEST_LABEL, repeats_title, tokens_of
from litlint.syntax.link_shapes import DEAREST, LINKS, MARKS, UNSHIFTED, explain, nearest_shape, plain_mark
from litlint.syntax.literal_text import BARE, ESCAPED, LINK, LiteralLine

# A line in which nothing can be meant as a link and fail to be one: its only marks are brackets right around links, as in
# `[[code](URL)]`. Most lines are such.
_IN_ORDER = re.compile(rf"[^{re.escape(MARKS)}{BARE}]*+(?:\[++{LINK}++\]++[^{re.escape(MARKS)}{BARE}]*+)*+")
# A note or a check box in brackets: `[1]`, `[2, 3]`, `[x]`, `[^a]`.
_NUMBER = re.compile(r"\s*+(?:[\d\s,;–-]*+|[xX]\s*+|\^.*+)", re.S)
# The words after the last sign that separates the parts of an entry.
_AFTER_SEPARATOR = re.compile(r"(?<=[.,;:|/·–—-] )[^.,;:|/·–—-]*\Z")
# TeX as GitHub shows it: between dollar signs that touch it, and no digit after them, as prices have it.
_FORMULA = re.compile(r"\$\$[^$]++\$\$|\$(?=[^\s$])[^$]++(?<!\s)\$(?!\d)")
# How a URL begins to name the words that a browser marks on the page.
_MARKED_WORDS = "#:~:"
# No run of marks and no target is longer; without limits hostile text would be read again and again.
_MOST_MARKS, _LONGEST_TARGET, _NEAR = 4, 2000, 80


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


def misread_links(lines: Iterable[LiteralLine], around: Surroundings) -> Iterator[SyntaxProblem]:
    """Yield what was meant as a link in the lines of one block."""
    for line in lines:
        taken = 0
        if not any(mark in line.text for mark in MARKS) or _IN_ORDER.fullmatch(line.text):
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
        self.tokens = tokens_of(line, around.is_path)
        self.formulas = list(_FORMULA.finditer(line.text)) if "$" in line.text else []

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
        for cluster in (self._before(index), self._after(index)):
            found = self._judge(cluster) if cluster is not None else None
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best[1] if best else None

    def _before(self, index: int) -> _Cluster | None:
        """Return the text before a target with the marks around both."""
        tokens = self.tokens
        middle = index
        while (
            middle > 0
            and index - middle <= _MOST_MARKS
            and (tokens[middle - 1].kind in " e" + MARKS + UNSHIFTED or self._is_colon(middle - 1))
        ):
            if self._closes_remark(middle):
                break
            middle -= 1
        text = self._text_start(middle)
        if text is None or (middle == index and self.line.raw(tokens[text].start, tokens[middle - 1].end)[-1:] != "|"):
            return None
        first = text
        while first > 0 and text - first < 2 and plain_mark(tokens[first - 1].kind) in ("[", "("):
            first -= 1
        last = index + 1
        while last < len(tokens) and last - index <= 3 and plain_mark(tokens[last].kind) in ("]", ")"):
            last += 1
        if (
            last + 1 < len(tokens)
            and tokens[index].kind == "U"
            and tokens[last].kind == " "
            and tokens[last + 1].kind == ")"
        ):
            last += 2
        # Without a bracket before it, where the label begins is guessed.
        cut = self._label_start(tokens[text].start, tokens[middle - 1].end) if first == text else 0
        return _Cluster(self, first, last, (text, middle), index, cut)

    def _label_start(self, start: int, end: int) -> int:
        """Return where in a text the label begins that ends it: after a mark of separation, or its last word; else 0."""
        words = self.line.raw(start, end)
        found = _AFTER_SEPARATOR.search(words)
        last = len(words) - len(words.split()[-1]) if words.split() else 0
        starts = (found.start() if found else 0, last)
        return next((at for at in starts if self.around.is_label(words[at:])), 0)

    def _is_colon(self, index: int) -> bool:
        """Say whether a colon alone follows a bracket: `[code]: https://…`."""
        token = self.tokens[index]
        follows = index > 0 and plain_mark(self.tokens[index - 1].kind) == "]"
        return follows and token.kind == "T" and self.line.raw(token.start, token.end) in (":", "：")

    def _closes_remark(self, end: int) -> bool:
        """Say whether a remark in parentheses ends here that belongs to the text in a bracket: `[Code (soon)`."""
        kinds = "".join(token.kind for token in self.tokens[max(0, end - 6) : end])
        return kinds.endswith(("[T (T)", "[T(T)"))

    def _text_start(self, end: int) -> int | None:
        """Return the index at which the text that ends at an index begins."""
        start = end - 1
        if self._closes_remark(end):
            start = end - (5 if self.tokens[end - 4].kind == " " else 4)
        wide = start >= 0 and self.tokens[end - 1].end - self.tokens[start].start <= LONGEST_LABEL
        return start if wide and self.tokens[start].kind == "T" else None

    def _after(self, index: int) -> _Cluster | None:
        """Return the text after a target, in marks of its own, with the marks around both; or the target in brackets alone."""
        tokens = self.tokens
        first = index
        while first > 0 and index - first < 2 and plain_mark(tokens[first - 1].kind) in ("[", "("):
            first -= 1
        last = index + 1
        while last < len(tokens) and last - index <= 3 and plain_mark(tokens[last].kind) in "[]()":
            last += 1
        if first == index or last == index + 1:
            return None
        if plain_mark(tokens[last - 1].kind) not in ("[", "(") or last >= len(tokens) or tokens[last].kind != "T":
            closers = index + 1
            while closers < last and plain_mark(tokens[closers].kind) in ("]", ")"):
                closers += 1
            return _Cluster(self, first, closers, None, index)
        text, end = last, last + 1
        while end < len(tokens) and end - text <= 2 and plain_mark(tokens[end].kind) in ("]", ")"):
            end += 1
        return _Cluster(self, first, end, (text, text + 1), index)

    def _judge(self, cluster: _Cluster) -> tuple[float, SyntaxProblem] | None:
        """Find the link that a cluster was meant as, and what it costs; None if none was meant."""
        line, around = self.line, self.around
        target, token = cluster.target, self.tokens[cluster.at]
        if any(found.start() < cluster.start and cluster.end < found.end() for found in self.formulas):
            return None
        # What is escaped is text on purpose; a bracket that is escaped shortly before may be meant to go with this.
        if _has_escaped_bracket(line, cluster.start, cluster.end) or is_placeholder(target):
            return None
        if cluster.text is None:
            return self._unlabelled(cluster)
        if token.kind == "N":
            return self._nested(cluster)
        shape, cost, steps = nearest_shape(cluster.symbols)
        if cost > DEAREST or not self._is_meant(cluster, shape):
            return None
        if not cost:
            problem = self._target_problem(cluster)
            return (0.0, problem) if problem else None
        if extra := self._extra_text(cluster):
            return cost, extra
        place = line.span(cluster.start, cluster.end)
        severity = Severity.ERROR
        # A URL that is a link by itself, next to its label, can be followed; that is less than certainly wrong.
        apart = cluster.middle == "]" and " " in cluster.between
        if apart or (shape in ("T(U)", "T[U]") and not around.linked(cluster.label)):
            severity = Severity.WARNING
        message = f"this is not rendered as a link: {explain(shape, steps)}"
        url = target if token.kind == "U" else "%20".join(target.split())
        text = cluster.rebuilt(shape, url)
        # A closing mark that touches the text may be an opening one, written wrongly.
        touched = line.text.endswith(("]", ")"), 0, cluster.start)
        edits = () if touched else (line.edit(cluster.start, cluster.end, text),)
        safe = token.kind == "U" and severity is Severity.ERROR and "e" not in cluster.symbols
        safe = safe and (not cluster.symbols.startswith("T") or around.is_label(cluster.label))
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
        if shape in ("[TU]", "[[TU]]"):
            return not middle and label.rstrip().endswith("|") and self.around.is_label(label.rstrip(" |"))
        if self.tokens[cluster.at].kind == "P" and middle != "](":
            return not blank and (middle != "(" or self.around.is_label(label))
        if shape in ("T(U)", "T[U]") or (middle in ("(", "[") and cluster.symbols[0] == "T"):
            return not blank and self._ends_word(cluster) and self.around.is_label(label)
        if middle == "]" and (blank or ":" in cluster.between):
            return self.around.linked(label) > 0 and cluster.symbols.startswith("[")
        if middle in ("(", ")(") and blank:
            return self.around.is_label(label)  # a remark in parentheses is often followed by its source in others
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
        if not cluster.middle.endswith("](") or token.kind != "U" or cluster.symbols.endswith(")"):
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
        message = f"`{between.strip()}` stands between the URL and its closing parenthesis, so this is not a link"
        return SyntaxProblem(line.span(cluster.start, end + 1), message)

    def _target_problem(self, cluster: _Cluster) -> SyntaxProblem | None:
        """Judge a link whose marks are right and whose target is not."""
        line, token = self.line, self.tokens[cluster.at]
        target = cluster.target
        place = line.span(token.start, token.end)
        words = target.split()
        if len(words) < 2:
            return SyntaxProblem(line.span(cluster.start, cluster.end), "GitHub does not read this as a link")
        is_path = self.around.is_path(target)
        if not is_path and not target.startswith("#") and repeats_title(line, token.start - 1, target):
            message = "the target is the title, not a URL, so this is not a link"
            return SyntaxProblem(line.span(cluster.text_start - 1, token.end + 1), message, title="write the URL")
        is_anchor = target.startswith("#")
        edit = line.edit(token.start, token.end, ("-" if is_anchor else "%20").join(words))
        title = "write hyphens for the spaces" if is_anchor else "write %20 for the spaces"
        message = "a space ends the target, so this is not a link"
        return SyntaxProblem(place, message, (edit,), title, safe=is_path)


def _has_escaped_bracket(line: LiteralLine, start: int, end: int) -> bool:
    """Say whether a bracket is escaped in a stretch of a line, or shortly before it."""
    at = line.text.find(ESCAPED, max(0, start - _NEAR), end)
    while at >= 0:
        if any(mark in MARKS for mark in line.raw(at, at + 1)):
            return True
        at = line.text.find(ESCAPED, at + 1, end)
    return False


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
                kind = self.of.tokens[index].kind
                kinds.append("U" if index == self.at else ":" if kind == "T" else kind)
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
        return "".join(plain_mark(mark) for mark in self.between if mark not in " e:")

    def rebuilt(self, shape: str, url: str) -> str:
        """Return the link that was meant, in a shape."""
        form = shape if shape in LINKS else "[[T](U)]" if shape in ("[[T]U]", "[[TU]]") else "[T](U)"
        emphasis = "".join(
            self.of.line.raw(token.start, token.end)
            for token in self.of.tokens[self.first : self.last]
            if token.kind == "e"
        )
        return form.replace("T", "\0").replace("U", url).replace("\0", self.label.rstrip("|").strip()) + emphasis
