"""The rule bibtex-key."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Citation, Context, Finding, Good, Rule, cited

_CITATION = cited(key="%s")
# White space ends a key for BibTeX; the signs are commands to LaTeX or end a key for biber. `&` is right: NASA ADS has
# keys like 2019A&A...622A.205D, and LaTeX takes them.
_WRONG = re.compile(r"\s+|[\"#$%()=\\~{}@]")


class BibtexKey(Rule):
    r"""The key of a citation holds a space or a character that breaks LaTeX.

    Such a key cannot be cited: `%` starts a comment in LaTeX, `$` starts a formula, `~` and `\` are commands, and biber ends
    a key at a space, a quote, `#`, `=` or a parenthesis (its lexer is btparse).

    Use letters, digits, and `:`, `-`, `_`, `.`, `/` or `+` between them.
    """

    habit = "a citation key has characters that LaTeX does not take"
    examples = (
        Bad(_CITATION % "doe 2020", finds=" "),
        Bad(_CITATION % "doe#2020", finds="#"),
        Bad(_CITATION % "doe$2020", finds="$"),
        Good(_CITATION % "DBLP:conf/garden/Doe20"),
        Good(_CITATION % "o'brien_2020.v1"),
        Good(_CITATION % "2019A&A...622A.205D"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        wrong = _WRONG.search(citation.key)
        if wrong and citation.is_sound:
            character = "a space" if wrong[0].isspace() else f"`{wrong[0]}`"
            yield self.finding(
                citation.key_span.sub(*wrong.span()),
                f"the key “{citation.key[:40]}” contains {character}, which LaTeX or biber does not take",
                help="use letters, digits and : - _ . / +",
            )
