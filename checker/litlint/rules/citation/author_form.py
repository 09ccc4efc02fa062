"""The rule author-form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litlint.metadata.author_list import NAME_FIELDS, NameSpan, is_suffix, joins_names, parts_of, split_names
from litlint.model.citation import Citation, Field
from litlint.model.finding import Edit, Finding, Fix
from litlint.rule import Bad, Context, Good, Rule

_CITATION = """\
```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{{authors}}},
  year={{2020}}
}}
```
"""
_HTML = re.compile(r"</?[a-z]{1,6}\d?(?:\s[^<>]*)?/?>", re.I)
_MARKS = re.compile(r"[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+|\$\^[^$]*\$|\\textsuperscript\{[^{}]*\}|\\thanks\{[^{}]*\}")
_OTHERS = re.compile(r"others?[.,]?|other authors|more|many others|…|\.{2,}|\\l?dots", re.I)
_BODY = re.compile(
    r"(?:team|group|labs?|laborator(?:y|ies)|inc\.?|ltd\.?|llc|gmbh|corp(?:oration|\.)?|foundation|institutes?|university"
    r"|consortium|collaboration|association|organi[sz]ation|research|community|contributors|developers|project|committee"
    r"|initiative|company|department|council|agency|authors)\Z",
    re.I,
)


@dataclass(frozen=True)
class AuthorForm(Rule):
    """A list of authors holds what is no name: an empty one, a mark, HTML, or an organisation in two halves.

    BibTeX takes `DeepSpeed Team` for a person with the surname Team and prints D. Team; of `Jane Doe,` it makes a
    person without given name, and of `and and` a person without any.

    Put an organisation into braces of its own: `author = {{DeepSpeed Team}}`. Between two names write one `and`, at the ends
    none, and leave marks of affiliation out. A list that is cut short ends in `and others`.
    """

    examples = (
        Bad(
            _CITATION.format(authors="Garden Research Team"),
            finds="Garden Research Team",
            fixed=_CITATION.format(authors="{Garden Research Team}"),
        ),
        Bad(
            _CITATION.format(authors="Team, Garden and Doe, Jane"),
            finds="Team, Garden",
            fixed=_CITATION.format(authors="{Garden Team} and Doe, Jane"),
        ),
        Bad(_CITATION.format(authors="Jane Doe and and Max Muster"), finds="and and"),
        Bad(_CITATION.format(authors="Jane Doe, and Max Muster"), finds=","),
        Bad(_CITATION.format(authors="Jane Doe<sup>1</sup> and Max Muster"), finds="<sup>"),
        Bad(_CITATION.format(authors="Jane Doe and other"), finds="other"),
        Good(_CITATION.format(authors="{Garden Research Team} and Jane Doe and others")),
        Good(_CITATION.format(authors="Andrea Doe and Ferdinand Sand and GardenAI and Wei Wang 0001")),
        Good(_CITATION.format(authors="Doe, Jane and King, Jr., Martin")),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for field in citation.sound_fields:
            if field.name in NAME_FIELDS and field.delimiter and field.raw.strip("{} \t\r\n~"):
                yield from self._check_names(field)

    def _check_names(self, field: Field) -> Iterator[Finding]:
        names = split_names(field.raw)
        for index, name in enumerate(names):
            text = field.raw[name.start : name.end]
            if not text.strip(" ,"):
                yield self._empty(field, names, index)
            elif _OTHERS.fullmatch(text) and text.lower() != "others":
                span = field.value_span.sub(name.start, name.end)
                yield self.finding(
                    span, f"BibTeX takes “{text}” for a name; a list that is cut short ends in “and others”"
                )
            elif not any(character.isalnum() for character in text) and "\\" not in text:
                span = field.value_span.sub(name.start, name.end)
                yield self.finding(span, f"“{text}” is no name, but BibTeX prints it as one")
            else:
                yield from self._check_name(field, name, text)

    def _check_name(self, field: Field, name: NameSpan, text: str) -> Iterator[Finding]:
        place = field.value_span
        mark = _HTML.search(text) or _MARKS.search(text)
        if mark:
            what = "HTML" if mark[0].startswith("<") else "a mark of affiliation"
            span = place.sub(name.start + mark.start(), name.start + mark.end())
            yield self.finding(span, f"{what} stands in a name, and is printed with it", help="leave it out")
        parts = parts_of(field.raw, name)
        if joins_names(parts):
            return
        if not all(parts):
            at = name.commas[0 if not parts[0] else -1]
            missing = "no given name behind it" if parts[0] else "no surname before it"
            yield self.finding(place.sub(at, at + 1), f"this comma has {missing}", help="leave the comma out")
        elif len(parts) == 3 and not is_suffix(parts[1]):
            yield self.finding(
                place.sub(name.start, name.end),
                f"BibTeX reads “{parts[1]}”, between two commas, as a suffix like Jr",
                help="write “Surname, Given Names”, and “and” between two people",
            )
        elif _is_organisation(parts):
            yield self._split(field, name, parts)

    def _split(self, field: Field, name: NameSpan, parts: list[str]) -> Finding:
        span = field.value_span.sub(name.start, name.end)
        whole = " ".join(reversed(parts)) if len(parts) == 2 and _BODY.match(parts[0]) else ", ".join(parts)
        family = parts[0] if len(parts) > 1 else whole.split()[-1]
        return self.finding(
            span,
            f"an organisation, which BibTeX takes for a person with the surname {family}",
            help=f"put it into braces: {{{whole}}}",
            fix=Fix("put the organisation into braces", (Edit(span, f"{{{whole}}}"),), safe=False),
        )

    def _empty(self, field: Field, names: list[NameSpan], index: int) -> Finding:
        raw, place = field.raw, field.value_span
        start = names[index - 1].end if index else 0
        end = names[index + 1].start if index + 1 < len(names) else len(raw)
        lead = len(raw[start:end]) - len(raw[start:end].lstrip())
        start, end = start + lead, start + len(raw[start:end].rstrip())
        where = "at the beginning" if not index else "at the end" if index + 1 == len(names) else "twice in a row"
        return self.finding(place.sub(start, end), f"“and” stands {where}, so one author has no name")


def _is_organisation(parts: list[str]) -> bool:
    """Say whether a name, by its parts, is that of a body rather than of a person, and stands without braces."""
    if not all(parts) or len(parts) > 2 or "{" in parts[0] + parts[-1]:
        return False
    if len(parts) == 2:
        return bool(_BODY.match(parts[0])) or re.fullmatch(r"(?:inc|ltd|llc|corp|gmbh)\.?", parts[1], re.I) is not None
    words = parts[0].split()
    return len(words) > 1 and (bool(_BODY.match(words[-1])) or words[-1] == "AI" or words[0] == "The")
