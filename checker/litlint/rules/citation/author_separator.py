"""The rule author-separator."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from litlint import regex as re
from litlint.metadata.author_list import (
    NAME_FIELDS,
    NameSpan,
    is_full_name,
    is_initials,
    is_suffix,
    joining_signs,
    joins_names,
    outside_braces,
    parts_of,
    split_names,
)
from litlint.rule import Bad, Citation, Context, Edit, Field, Finding, Fix, Good, Related, Rule, Severity, cited

_CITATION = cited(author="%s")
# `et al.` with the separator before it, which the repair replaces as one.
_ET_AL = re.compile(r"(?P<before>[\s,~]{0,9}(?:\band\s{1,9})?)\bet[\s~.\\]{0,9}al\b\.?", re.I)


# `Doe J, Muster MA`: two people as medical journals write them.
_SURNAME_INITIALS = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:['’-][^\W\d_]+)?\s+(?-i:[A-Z]){1,3}")
# An `and` that lost the space after it, as in `Jane Doe andMax Muster`: no name starts so.
_GLUED_AND = re.compile(r"(?<=\s)and(?=(?-i:[A-Z])[^\W\d_])")


class _Joint(NamedTuple):
    """What separates two names instead of ``and``, and the text that belongs there."""

    start: int
    end: int
    text: str = " and "


class AuthorSeparator(Rule):
    """Authors are separated by commas, semicolons or `&`, or the list ends in `et al.`.

    BibTeX splits a list of names only at `and`. It reads `Jane Doe, Max Muster, Ann Author` as one person with the surname
    Jane Doe, and styles print, sort and abbreviate that.

    Write `Jane Doe and Max Muster and Ann Author`, and end a shortened list with `and others`.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            _CITATION % "Jane Doe, Max Muster, Ann Author",
            finds=",",
            fixed=_CITATION % "Jane Doe and Max Muster and Ann Author",
        ),
        Bad(
            _CITATION % "Doe, J., Muster, M., Author, A.",
            finds=",",
            fixed=_CITATION % "Doe, J. and Muster, M. and Author, A.",
        ),
        Bad(
            _CITATION % "Jane Doe; Max Muster",
            finds=";",
            fixed=_CITATION % "Jane Doe and Max Muster",
        ),
        Bad(
            _CITATION % "Doe, Jane and Muster, Max \\& Author, Ann",
            finds="\\&",
            fixed=_CITATION % "Doe, Jane and Muster, Max and Author, Ann",
        ),
        Bad(
            _CITATION % "Jane Doe et al.",
            finds="et al.",
            fixed=_CITATION % "Jane Doe and others",
        ),
        Bad(_CITATION % "Jane Doe, Max Muster and Ann Author", finds=","),
        Bad(_CITATION % "Doe JA, Muster M", finds=","),
        Bad(
            _CITATION % "Jane Doe andMax Muster",
            finds="and",
            fixed=_CITATION % "Jane Doe and Max Muster",
        ),
        Good(_CITATION % "Doe, Jane and King, Jr., Martin and van der Berg, Jan Peter and others"),
        Good(_CITATION % "{Gardens, Flowers \\& Sons, Inc.} and Garc{\\'i}a M{\\'a}rquez, Gabriel J."),
        Good(_CITATION % "Garc{\\'i}a M{\\'a}rquez, Gabriel Jos{\\'e} and Vargas Llosa, Jorge Mario"),
        Good(_CITATION % "Garc{\\'i}a M{\\'a}rquez, Gabriel Jos{\\'e} and others"),
        Good(_CITATION % "Garden II, Alexander G and Muster, Max"),
        Good(_CITATION % "{Garden Team} and {de Miranda Cardoso}, Jos{\\'e} Maria"),
        Good(_CITATION % "Jos&eacute; Doe and {Doe et fils}"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for field in citation.sound_fields:
            if field.name in NAME_FIELDS and field.delimiter:
                yield from self._check_names(field, citation.key)

    def _check_names(self, field: Field, key: str) -> Iterator[Finding]:
        names = split_names(field.raw)
        text = outside_braces(field.raw)
        for found in _ET_AL.finditer(text) if "et" in text.lower() else ():
            start = found.end("before")
            yield self.finding(
                field.value_span.sub(start, found.end()),
                "BibTeX reads this as part of a name; end a shortened list with “and others”",
                fix=_fix(field, [_Joint(found.start(), found.end(), " and others")], "use “and others”"),
            )
        for glued in _GLUED_AND.finditer(text):
            yield self.finding(
                field.value_span.sub(*glued.span()),
                "missing space after “and”; BibTeX reads two authors as one person",
                fix=_fix(field, [_Joint(*glued.span())], "add the space"),
            )
        signs = [_Joint(*place) for place in joining_signs(field.raw)]
        if signs:
            sign = field.raw[signs[0].start : signs[0].end]
            yield self._joined(field, signs, f"authors separated by “{sign}”; BibTeX needs “and”")
        commas, certain, repairs = _commas(field.raw, names, key)
        if commas and not signs:
            message = "authors separated by commas; BibTeX reads them as one person"
            if not certain:
                message = "this comma seems to separate two authors; BibTeX needs “and”"
            yield self._joined(field, commas, message, repairs, Severity.ERROR if certain else Severity.WARNING)

    def _joined(
        self,
        field: Field,
        joints: list[_Joint],
        message: str,
        repairs: list[_Joint] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        first, *others = (field.value_span.sub(joint.start, joint.end) for joint in joints)
        hint = "use “ and ”"
        return self.finding(
            first,
            message,
            help="use “and” between the names",
            fix=_fix(field, joints if repairs is None else repairs, "use “and” between the names"),
            related=[Related(span, hint if span is others[-1] else "") for span in others],
            severity=severity,
            reason=None if others else hint,
        )


def _commas(raw: str, names: list[NameSpan], key: str) -> tuple[list[_Joint], bool, list[_Joint]]:
    """Return the commas that join names, whether that is certain, and those to replace; none where that is open."""
    joints: list[_Joint] = []
    repairs: list[_Joint] = []
    certain = open_ = False
    given_first = any(not name.commas and is_full_name(raw[name.start : name.end]) for name in names)
    for name in names:
        parts = parts_of(raw, name) if name.commas else []
        if not (joins_names(parts) or _may_join(parts, given_first, len(names) == 1, key)):
            continue
        certain = certain or len(name.commas) > 1
        joints += [_Joint(at, at + 1) for at in name.commas]
        repair = _repair(name, parts)
        open_ = open_ or repair is None
        repairs += repair or []
    return joints, certain, [] if open_ else repairs


def _may_join(parts: list[str], given_first: bool, alone: bool, key: str) -> bool:
    """Say whether a single comma joins two people rather than surname and given names.

    ``Jane Doe, Max Muster`` may be a person with two surnames. That is unlikely where other full names go without
    commas, or where nothing else is in the list and the key does not begin with the first surname.
    """
    if len(parts) == 2 and all(_SURNAME_INITIALS.fullmatch(part) and not is_suffix(part.split()[-1]) for part in parts):
        return True
    if len(parts) != 2 or not all(map(is_full_name, parts)):
        return False
    return given_first or (alone and not _letters(key).startswith(_letters(parts[0].split()[0])))


def _letters(text: str) -> str:
    """Return the letters of a text without case, accents and LaTeX."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\\(?:[^a-z]|[a-z]+\s*)|[{}]", "", text, flags=re.I))
    return "".join(character for character in plain.casefold() if character.isalpha())


def _repair(name: NameSpan, parts: list[str]) -> list[_Joint] | None:
    """Return what to write for the commas of one name; None where it is not clear which join two names."""
    commas = [_Joint(at, at + 1) for at in name.commas]
    if not parts[-1]:
        parts, commas = parts[:-1], [*commas[:-1], _Joint(name.commas[-1], name.commas[-1] + 1, "")]
    if any(not part or is_suffix(part) for part in parts):
        return None
    if all(len(part.split()) > 1 and not is_initials(part) for part in parts[1:]):
        return commas
    if len(parts) % 2 == 0 and all(is_initials(part) for part in parts[1::2]):
        return commas[1::2] + (commas[-1:] if not commas[-1].text else [])
    return None


def _fix(field: Field, joints: list[_Joint], title: str) -> Fix | None:
    """Return the edits that replace joints and the blanks round them; a line's end stays."""
    raw, span = field.raw, field.value_span
    if not joints or len(raw) != span.end - span.start:
        return None
    edits = []
    for joint in joints:
        start, end = joint.start, joint.end
        while start > 0 and raw[start - 1] in " \t~":
            start -= 1
        while joint.text and end < len(raw) and raw[end] in " \t":
            end += 1
        text = joint.text.rstrip() if raw[end : end + 1] in ("\r", "\n", "") else joint.text
        edits.append(Edit(span.sub(start, end), text))
    return Fix(title, tuple(edits), safe=False)
