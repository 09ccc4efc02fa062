"""The rule bibtex-syntax."""

from collections import deque
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.bibtex_schema import FIELDS
from litlint.rule import (
    Bad,
    Block,
    Citation,
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Good,
    Problem,
    Related,
    Rule,
    Severity,
    Span,
)

_CITATION = """\
```bibtex
@misc{{{key}
  title={{A Small Study of Gardens}},
  author={{Jane Doe and Max Muster}}{comma}
  year={{2020{end}
}}
```
"""
_INFO = (["bibtex"], ["bib"], ["biblatex"])
# Commands that are no entries and need no fields.
_COMMAND = re.compile(r"@(?:comment|preamble|string)\b", re.I)
# A sign at the start of a line, as far as the name after it goes.
_HEAD = re.compile(r"^[ \t>]*(@[^\s,]*+)", re.M)
# A field at the start of a line: proof that BibTeX was meant.
_FIELD = re.compile(r"^[ \t>]*([A-Za-z_-]+)\s*=\s*[{\"\d]", re.M)
# A head without bracket or key: `@article,`.
_SPOILT = re.compile(r"\s*@[^\s({]+,\s*\n")
_NAMES = {",": "comma", "=": "equals sign"}
# A line of words that is neither field nor comment.
_WORDS = re.compile(r"^[ \t>]*+([^\s%>,;](?:[^\n%]*[^\s%])?)\s*+$", re.M)


class BibtexSyntax(Rule):
    """A citation is not valid BibTeX, or only seems to be.

    Some programs stop at the error, others drop a field or read the next field as part of a value: without the comma,
    `primaryClass={cs.LG} url={…}` is one field. Whoever copies the citation gets an error somewhere else.

    Write `@type{key, field = {value}, …}`: first a key, a comma after each field, and a closing brace for each opening one.
    If only a comma is missing, `litlint check --fix` adds it.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            _CITATION.format(key="doe2020small,", comma="", end="}"),
            finds="}",
            fixed=_CITATION.format(key="doe2020small,", comma=",", end="}"),
        ),
        Bad(
            _CITATION.format(key="doe2020small", comma=",", end="}"),
            finds="doe2020small",
            fixed=_CITATION.format(key="doe2020small,", comma=",", end="}"),
        ),
        Bad(_CITATION.format(key="doe2020small,", comma=",", end=""), finds="{"),
        Bad(_CITATION.format(key="", comma=",", end="}"), finds="@misc{"),
        Bad(
            _CITATION.format(key="doe2020small,", comma=",", end="}").replace("@misc{", "@misc"),
            finds="@misc",
        ),
        Bad("```bibtex\nJane Doe: A Small Study of Gardens\n```\n", finds="Jane Doe: A Small Study of Gardens"),
        Good("```bibtex\n@article{key,\n  title={...},\n  ...\n}\n```\n", path="CONTRIBUTING.md"),
        Good(_CITATION.format(key="doe2020small,", comma=",", end="}")),
        Good(
            '```bibtex\n@misc{doe2020small, title = "A {"}Small{"} Study", author = {Jane Doe}, year = 2020, }\n```\n'
        ),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for problem in citation.problems:
            yield self.finding(problem.span, problem.message, fix=_fix(problem), related=_end(citation, problem))

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for text, alone in _outside(document):
            yield from self._check_outside(text, alone)

    def _check_outside(self, text: Span, alone: bool) -> Iterator[Finding]:
        """Look at what is outside entries: fields that belong to none, or words; ``alone`` is a block without entries."""
        field = next((field for field in _FIELD.finditer(text.text) if field[1].lower() in FIELDS), None)
        head = _HEAD.search(text.text)
        words = _WORDS.search(text.text)
        if field and head and head.start() < field.start():
            message = "these fields are not inside a BibTeX entry"
            yield self.finding(text.sub(*head.span(1)), message, help="start the entry with @type{key,")
        elif field:
            yield self.finding(text.sub(*field.span(1)), f"the field {field[1]} is not inside a BibTeX entry")
        elif words:
            message = "this block contains no BibTeX" if alone else "BibTeX ignores this text outside an entry"
            yield self.finding(text.sub(*words.span(1)), message, severity=Severity.WARNING)


def _outside(document: Document) -> Iterator[tuple[Span, bool]]:
    """Yield each text between the entries of a block, and whether it is the whole block; none after a faulty entry."""
    citations = deque(document.citations)
    for block in document.walk():
        if block.kind != "fence" or not block.closed or not _is_bibtex(block):
            continue
        at, alone, sound = block.body.start, True, True
        while citations and citations[0].span.start < block.body.end:
            citation = citations.popleft()
            if citation.span.start < at:
                continue
            if sound:
                yield Span(document.source, at, citation.span.start), False
            at, alone, sound = citation.span.end, False, not citation.problems
        if sound:
            yield Span(document.source, at, block.body.end), alone


def _is_bibtex(block: Block) -> bool:
    """Say whether a fence is meant as BibTeX throughout: by its name, or by a broken head before the usual fields."""
    text = block.body.text
    if block.info.split(maxsplit=1)[:1] in _INFO:
        return not _COMMAND.search(text)
    return not block.info and _SPOILT.match(text) is not None and {"title", "author"} <= set(_FIELD.findall(text))


def _end(citation: Citation, problem: Problem) -> list[Related]:
    """Return where what is never closed ends all the same, if that is lines away."""
    text = citation.span.text.rstrip()
    last = citation.span.sub(len(text) - 1, len(text)) if text else citation.span
    far = "never closed" in problem.message and last.line > problem.span.end_line
    return [Related(last, "it is read up to here")] if far else []


def _fix(problem: Problem) -> Fix | None:
    if not problem.insert:
        return None
    end = problem.span.end
    return Fix(
        f"add the missing {_NAMES.get(problem.insert, problem.insert)}",
        (Edit(Span(problem.span.source, end, end), problem.insert),),
    )
