"""The rule bibtex-capitals."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Related, Rule, Severity, cited

_CITATION = cited(title="%s")
# Commands and braces change the depth, words are judged.
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}$]|[^\W_]+", re.S)
# Share of words in capitals from which the whole title is set so, and no single word is an acronym.
_MOST_CAPITALS = 0.6


class BibtexCapitals(Rule):
    """A title has an acronym or a name with inner capitals that BibTeX would put in lower case.

    Most styles print titles in sentence case: BERT becomes Bert, and PyTorch becomes Pytorch. Braces keep the letters.

    Write `{BERT}` and `{PyTorch}`. A list from which no one copies citations does not need this, so it runs only when selected.
    """

    severity = Severity.NOTE
    default = False
    habit = "capitals of a title are not in braces"
    examples = (
        Bad(_CITATION % "GardenNet: Growing LLMs", finds="GardenNet", fixed=_CITATION % "{GardenNet}: Growing {LLMs}"),
        Bad(_CITATION % "Gardens of 3D-CNNs", finds="3D", fixed=_CITATION % "Gardens of {3D}-{CNNs}"),
        Good(_CITATION % "{GardenNet}: Growing {LLMs} with a Hose"),
        Good(_CITATION % "A Small Study of $N$ Gardens"),
        Good(_CITATION % "A SMALL STUDY OF GARDENS"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        words = _unprotected(field.raw) if field.name == "title" and field.delimiter else []
        if words:
            yield self._capitals(field, words)

    def _capitals(self, field: Field, words: list[re.Match[str]]) -> Finding:
        places = [field.value_span.sub(*word.span()) for word in words]
        named = ", ".join(dict.fromkeys(word[0] for word in words))
        fix = Fix("put braces around them", tuple(Edit(place, f"{{{place.text}}}") for place in places), safe=False)
        return self.finding(
            places[0],
            f"styles that print titles in sentence case will lose the capitals of {named}",
            fix=fix,
            related=[Related(place, "and here") for place in places[1:]],
        )


def _unprotected(raw: str) -> list[re.Match[str]]:
    """Return the words outside braces and mathematics with a capital after their first letter; none of a title in capitals."""
    found, depth, math, words, capitals = [], 0, False, 0, 0
    for token in _TOKEN.finditer(raw):
        text = token[0]
        if text in "{}":
            depth += 1 if text == "{" else -1
        elif text == "$":
            math = not math
        elif text[0] != "\\" and not math and any(character.isalpha() for character in text):
            words += 1
            capitals += text.isupper() and len(text) > 1
            if depth <= 0 and text[1:] != text[1:].lower():
                found.append(token)
    return [] if capitals > 1 and capitals >= words * _MOST_CAPITALS else found
