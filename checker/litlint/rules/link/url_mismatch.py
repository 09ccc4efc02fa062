"""The rule url-mismatch."""

from collections.abc import Iterator
from urllib.parse import unquote

from litlint import regex as re
from litlint.identifiers.identifier import identify
from litlint.metadata.placeholders import is_placeholder
from litlint.rule import Bad, Context, Finding, Good, Link, Related, Rule

# A link's text that is an address itself.
_URL = re.compile(r"(?:https?://|www\.)[\w-]++(?:\.[\w-]++)++\S*+", re.I)
# An address that was shortened for the eye.
_LEFT_OUT = re.compile(r"(?:\.\.\.|…)/?\Z")
# Parts in which two addresses of one page differ.
_NOISE = re.compile(r"^(?:https?://)?(?:www\.)?|/(?:index\.html?)?$|\.git$|/$", re.I)


class UrlMismatch(Rule):
    """A link whose text is one URL and whose target is another.

    Readers arrive elsewhere than the text says. Mostly one of the two was pasted over from another entry.

    Write the same URL twice, or only once: `<https://gardens.org/a>`.
    """

    examples = (
        Bad("[https://gardens.org/a](https://towns.org/b)\n", finds="https://towns.org/b"),
        Bad("[www.gardens.org/a](https://www.gardens.org/b)\n", finds="https://www.gardens.org/b"),
        Good("[https://gardens.org/a\\_b](https://gardens.org/a\\_b)\n"),
        Good(
            "[https://gardens.org/a](http://www.gardens.org/a/) [https://gardens.org/long…](https://gardens.org/longer)\n"
        ),
        Good(
            "[https://arxiv.org/abs/2001.01234](https://arxiv.org/pdf/2001.01234v2.pdf) [gardens](https://towns.org)\n"
        ),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        shown = link.text.strip()
        if link.kind not in ("inline", "reference", "html") or not link.is_outside or not _URL.fullmatch(shown):
            return
        if is_placeholder(shown) or is_placeholder(link.url) or _are_same(shown, link.url):
            return
        if link.span in context.document.entry_of_link and _are_works(shown, link):
            return  # identity-mismatch finds two works in one entry
        message = "the link does not lead where its text says"
        related = [Related(link.text_span, "the text of the link is another URL")]
        yield self.finding(link.url_span, message, help="write the same URL twice", related=related)


def _are_works(shown: str, link: Link) -> bool:
    one, other = identify(shown), link.identifier
    return one is not None and other is not None and one.is_work and other.is_work


def _are_same(shown: str, url: str) -> bool:
    """Say whether two URLs are one, but for what no reader minds: scheme, www, a final slash, case, what `…` leaves out."""
    one = identify(shown)
    if one is not None and one == identify(url):
        return True
    cut = _LEFT_OUT.sub("", shown)
    mine, theirs = _plain(cut), _plain(url)
    return theirs.startswith(mine) if cut != shown else mine == theirs


def _plain(url: str) -> str:
    return _NOISE.sub("", unquote(url).replace("\\", "").partition("#")[0].lower())  # without escapes of Markdown
