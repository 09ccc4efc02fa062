"""The rule url-password."""

from collections.abc import Iterator

from litlint.identifiers.urls import password_places
from litlint.metadata.placeholders import is_placeholder
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Link, Rule, Severity, Span


class UrlPassword(Rule):
    """A URL has a password in it, which everyone who reads the file can use.

    litlint shows no such password in its reports, sends it to no site and does not keep it in `papers.lock`.

    Remove the user's name and password from the URL, and change the password: it stays in the Git history.
    """

    severity = Severity.WARNING
    examples = (
        Bad("- [A Study](https://jane:secret@gardens.org/a.pdf)\n", finds="jane:secret@"),
        Bad("```bibtex\n@misc{doe, title={A Study}, url={https://jane:s3@gardens.org/a}}\n```\n", finds="jane:s3@"),
        Good("- [A Study](https://gardens.org/@jane:notes), https://jane@gardens.org/\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        if not is_placeholder(link.url):
            yield from self._find(link.url_span)

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        yield from self._find(field.value_span)

    def _find(self, span: Span) -> Iterator[Finding]:
        text = span.text
        for start, end in password_places(text):
            begin = text.rindex("://", 0, start) + len("://")
            place = span.sub(begin, end + 1)
            fix = Fix("remove the user's name and the password", (Edit(place, ""),), safe=False)
            yield self.finding(place, "this URL has a password, which every reader can use", fix=fix)
