"""The rule insecure-url."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.hosts import hosts
from litlint.rule import Bad, Context, Edit, Finding, Fix, Good, Link, Rule, Severity

# The scheme without encryption, and the host, which is looked up among those known to serve https.
_INSECURE = re.compile(r"(?P<scheme>http)://(?:www\.)?(?P<host>[a-z0-9.-]+)(?=[/?#]|\Z)", re.I)


class InsecureUrl(Rule):
    """A URL says `http`, but its site serves `https`.

    The first request goes out in the open, and two spellings of one address hide that it is listed twice.

    Write `https`.
    """

    severity = Severity.NOTE
    habit = "a link says http where https works"
    examples = (
        Bad(
            "- [A](http://arxiv.org/abs/2001.01234)\n",
            finds="http",
            fixed="- [A](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad("http://doe.github.io/sort\n", finds="http", fixed="https://doe.github.io/sort\n"),
        Good("[A](https://arxiv.org/abs/2001.01234)\n"),
        Good("[A](http://www.gardens.org/a)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        found = _INSECURE.match(link.url_span.text) if link.is_outside else None
        if found and hosts().serves_https(found["host"].lower()):
            place = link.url_span.sub(*found.span("scheme"))
            message = f"use https for {found['host'].lower()}"
            yield self.finding(place, message, fix=Fix("write https", (Edit(place, "https"),)))
