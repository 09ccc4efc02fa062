"""The rule bibtex-key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litlint.model.citation import Citation
from litlint.model.finding import Finding
from litlint.rule import Bad, Context, Good, Rule

_CITATION = """\
```bibtex
@misc{%s,
  title={A Small Study of Gardens},
  author={Jane Doe},
  year={2020}
}
```
"""
_WRONG = re.compile(r"\s+|[\"#%()=\\~{}@]")


@dataclass(frozen=True)
class BibtexKey(Rule):
    r"""The key of a citation holds a blank or a character that breaks LaTeX.

    Nobody can cite such a key: `%` begins a comment in LaTeX, `~` and `\` are commands, and biber ends a key at a blank, a
    quote, `#`, `=` or a parenthesis (its lexer is btparse).

    Write letters, digits, and `:`, `-`, `_`, `.`, `/` or `+` between them.
    """

    habit = "a citation key has characters that LaTeX does not take"
    examples = (
        Bad(_CITATION % "doe 2020", finds=" "),
        Bad(_CITATION % "doe#2020", finds="#"),
        Good(_CITATION % "DBLP:conf/garden/Doe20"),
        Good(_CITATION % "o'brien_2020.v1"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        wrong = _WRONG.search(citation.key)
        if wrong and citation.is_sound:
            character = "a blank" if wrong[0].isspace() else wrong[0]
            yield self.finding(
                citation.key_span.sub(*wrong.span()),
                f"the key “{citation.key[:40]}” holds {character}, so it cannot be cited",
            )
