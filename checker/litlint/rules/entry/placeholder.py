"""The rule placeholder."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.labels import is_announcement
from litlint.metadata.placeholders import is_placeholder
from litlint.rule import Bad, Context, Entry, Finding, Good, Link, Rule, Severity, Span, Workspace
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import text_places

_LINE = "- A Study of Gardens [[pdf](https://arxiv.org/abs/2001.00009)]{}\n"
# Words for what is not done yet, where they are the whole of a part; inside a sentence or a title they are words.
_TODO = re.compile(
    r"(?:^|(?<=[|:：;,(\[\n>—–-])) *[*_`]*(?P<word>TODO|TBD|TBA|FIXME|XXXX?|to be (?:added|filled in|completed))"
    r"(?=[*_`!?.]*\s*(?:[|:：;,)\]<\n]|\Z))|(?<= )(?P<last>TODO|TBD|FIXME)(?=\s*\Z)"
)
# Announcements of code or data that are to come.
_SOON = re.compile(
    r"(?<!\w)(?:coming|available|released|publicly available) soon(?!\w)|(?<!\w)to be released(?!\w)|即将(?:开源|公布|发布)",
    re.I,
)
_SHORT = 40  # characters that a message quotes
# A quick look that spares texts without any of these words.
_HINT = re.compile(r"TODO|TBD|TBA|FIXME|XXX|to be |soon|即将", re.IGNORECASE)
# Targets that lead nowhere on purpose.
_SURE = re.compile(r"link|url|href|todo|tbd|tba|x{3,}", re.IGNORECASE)
# Titles of a template that was not filled in.
_TEMPLATE = re.compile(r"\[?(?:paper[ _-]?)?title(?: of (?:the )?paper)?\]?|<[a-z _-]+>|论文标题", re.I)


class Placeholder(Rule):
    """Something was to be filled in and was not: `TODO`, `TBD`, a link to `url`, a title that is `Paper Title`.

    What a template or a hurried edit left says nothing to the reader and leads nowhere. A note says so of what is
    announced as coming soon, which gets forgotten.

    Fill it in, or take it out until there is something to say.
    """

    examples = (
        Bad(_LINE.format(" TODO"), finds="TODO"),
        Bad(_LINE.format(" [[code](url)]"), finds="url"),
        Bad("- [Paper Title](https://arxiv.org/abs/2001.00009), GARDEN 2020\n", finds="Paper Title"),
        Bad(_LINE.format(" (code coming soon)"), finds="coming soon"),
        Bad(_LINE.format(" [[Code (coming soon)]()]"), finds="[Code (coming soon)]()"),
        Good("- TODO: A Study of Plans that Nobody Follows [[pdf](https://arxiv.org/abs/2001.00009)]\n"),
        Good(_LINE.format(" `todo-lists`")),
        Good(_LINE.format(" [[code](code)]"), files={"code/sort.py": ""}),
        Bad("The slides of the course are [here](url).\n", finds="url"),
        Good("## How to add a paper\n\n- [Paper Title](url) TODO\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        for finding in self._check_entry(entry, context.workspace):
            if not is_contributor_template(context.document, finding.span):
                yield finding

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        document = context.document
        sure = _SURE.fullmatch(link.url) is not None and link.span not in document.entry_of_link and not link.is_image
        if sure and not _is_kept(link.url, context.workspace) and not is_contributor_template(document, link.span):
            yield self._link(link)

    def _link(self, link: Link) -> Finding:
        message = f"{link.url} is a placeholder, not a link"
        return self.finding(link.url_span, message, help="write the URL, or take the link out")

    def _check_entry(self, entry: Entry, workspace: Workspace) -> Iterator[Finding]:
        if _TEMPLATE.fullmatch(entry.title.value):
            yield self.finding(entry.title.span, "the title is that of a template", help="write the title of the work")
        for link in entry.links:
            if not link.url and is_announcement(link.text):
                yield self._announced(link.span)
            if link.is_image or not link.url or link.url.startswith("#") or not is_placeholder(link.url):
                continue
            if not _is_kept(link.url, workspace):
                yield self._link(link)
        for place in text_places(entry) if _HINT.search(entry.span.text) else ():
            yield from self._check_text(place)

    def _check_text(self, place: Span) -> Iterator[Finding]:
        for found in _TODO.finditer(place.text):
            word = place.sub(*found.span(found.lastgroup or 0))
            yield self.finding(word, f"{word.text}: something is still missing here", help="fill it in, or take it out")
        for found in _SOON.finditer(place.text):
            yield self._announced(place.sub(*found.span()))

    def _announced(self, place: Span) -> Finding:
        message = f'"{place.text}": is it out yet?' if len(place.text) < _SHORT else "announced here: is it out yet?"
        return self.finding(place, message, severity=Severity.NOTE, habit="something is announced as coming soon")


def _is_kept(url: str, workspace: Workspace) -> bool:
    """Say whether a file or a folder of the repository is called so."""
    name = url.strip("/")
    return workspace.paths is not None and (name in workspace.paths or f"{name}/" in workspace.paths)
