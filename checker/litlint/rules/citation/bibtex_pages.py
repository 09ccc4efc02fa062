"""The rule bibtex-pages."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Rule, Severity, cited

_CITATION = cited("booktitle={Gardens of the North}", "pages={%s}", kind="inproceedings")
# Two page numbers, each with letters before or after its digits (S12, 436S), and what joins them.
_PAGE = r"([A-Za-z]{0,3})(\d{1,9})([A-Za-z]{0,2})"
_RANGE = re.compile(rf"(?<![\w.:/–—-]){_PAGE}(\s*[-–—−]+\s*){_PAGE}(?![\w.:/–—-])", re.A)
_LEAD = re.compile(r"\s*(?:pp?\.|pages?\b)\s*", re.I)
# Letters of Roman numerals, and words of fewer letters, which may number pages: `xii`, `A`.
_ROMAN = re.compile(r"[ivxlcdm]++|[a-z]{1,2}", re.I)
_NOTHING = re.compile(r"[-–—−?\s]+|n/?a|none|null|nan", re.I)


class BibtexPages(Rule):
    """The pages of a citation run backwards, contain `pp.`, or have another dash than `--`.

    Styles print the word before the pages themselves, and print `--` as the dash of a range. Most styles read a single dash
    between two numbers as a range too, so that is a note. Between numbers with letters (`436S-439S`, `A12-A19`) many do not,
    so there it is a warning. Words are no pages: where they are not known yet, the field is better left out.

    Write `pages = {521--538}`. `litlint check --fix` corrects the dashes.
    """

    habit = "a page range is not written with two hyphens"
    examples = (
        Bad(_CITATION % "521-538", finds="521-538", fixed=_CITATION % "521--538"),
        Bad(_CITATION % "521 – 538", finds="521 – 538", fixed=_CITATION % "521--538"),
        Bad(_CITATION % "538--521", finds="538--521"),
        Bad(_CITATION % "pp. 521--538", finds="pp. ", fixed=_CITATION % "521--538"),
        Bad(_CITATION % "436S-439S", finds="436S-439S", fixed=_CITATION % "436S--439S"),
        Bad(_CITATION % "S12-S19", finds="S12-S19", fixed=_CITATION % "S12--S19"),
        Bad(_CITATION % "several", finds="several"),
        Good(_CITATION % "521--538, 12--19"),
        Good(_CITATION % "xii--xiv"),
        Good(_CITATION % "A-12"),
        Good(_CITATION % "521--38"),
        Good(_CITATION % "774-14"),
        Good(_CITATION % "I-511--I-518"),
        Good(_CITATION % "12:1--12:20"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name != "pages" or not field.delimiter:
            return
        span = field.value_span
        if field.raw.strip() and (_NOTHING.fullmatch(field.raw) or _has_no_number(field.value)):
            yield self.finding(span, f"“{field.raw}” is not a page range", help="remove the field")
            return
        if lead := _LEAD.match(field.raw):
            place = span.sub(*lead.span())
            fix = Fix("remove this word", (Edit(place, ""),))
            yield self.finding(
                place, f"styles print “{lead[0].strip()}” themselves, so it would be printed twice", fix=fix
            )
        for pages in _RANGE.finditer(field.raw):
            before, first, tail, dash, after, last, other = pages.groups()
            place = span.sub(*pages.span())
            if (before, tail) == (after, other) and len(last) >= len(first) and int(last) < int(first):
                yield self.finding(place, f"the page range runs backwards, from {first} to {last}")
            elif (
                dash != "--"
                and (before == after or not after)
                and tail == other
                and not _is_number_of_part(first, last)
            ):
                fix = Fix("use --", (Edit(span.sub(*pages.span(4)), "--"),))
                message = "BibTeX writes a page range with two hyphens"
                severity = Severity.WARNING if tail or after else Severity.NOTE
                yield self.finding(place, message, fix=fix, severity=severity)


def _is_number_of_part(first: str, last: str) -> bool:
    """Say whether `774-14` is no range but the number of a paper: 14 is less than the end of 774 that it would replace."""
    return len(last) < len(first) and int(last) < int(first[-len(last) :])


def _has_no_number(pages: str) -> bool:
    """Say whether pages are given in words alone: no digit, no Roman numeral, nothing in another script."""
    words = re.findall(r"[^\W\d_]+", pages)
    return bool(words) and pages.isascii() and not re.search(r"\d", pages) and not any(map(_ROMAN.fullmatch, words))
