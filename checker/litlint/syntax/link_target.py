"""Where a link leads that names no site: to a file of the repository, a fragment of a document, or a page of GitHub."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from litlint import regex as re
from litlint.values import value

# A target with a scheme or a host: not a path of this repository.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
# A host without its scheme. Some endings of hosts are endings of files too: these count only before a path.
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
_AFTER = r"(?::\d+)?(?:[/?#]|\Z)"
_COUNTRIES = (
    "ai|app|at|au|be|blog|br|ca|cc|ch|cloud|cn|co|de|dev|dk|es|eu|fi|fr|hk|il|in|io|it|jp|kr|me|nl|no|pl|ru|se|sg|tv|tw"
    "|uk|us"
)
_SITE = re.compile(
    rf"www\.{_HOST}{_AFTER}|{_HOST}\.(?:com|edu|gov|info|int|net|org|xyz){_AFTER}|{_HOST}\.(?:{_COUNTRIES})(?::\d+)?/",
    re.I,
)
# GitHub shows a file below OWNER/REPOSITORY/blob/BRANCH/, so two steps above the root lie the pages of the repository.
_STEPS_TO_PAGES = 2
_PAGES = frozenset(
    """actions activity archive blame blob branches commit commits community compare contributors deployments discussions
    edit find fork forks graphs issues labels milestone milestones network new packages projects pull pulls pulse raw
    releases security settings stargazers subscription tags tree watchers wiki""".split()
)


@value
class Target:
    """A place that a link leads to without naming a site.

    ``path`` is relative to the collection's root, without a trailing slash, empty for the root itself, None for the
    document that holds the link; ``fragment`` is decoded; ``climbs`` says how many steps above the root the path begins.
    """

    path: str | None
    fragment: str = ""
    climbs: int = 0

    @property
    def is_page(self) -> bool:
        """Whether this is a page that GitHub makes for the repository, such as its issues."""
        return self.climbs == _STEPS_TO_PAGES and bool(self.path) and str(self.path).partition("/")[0] in _PAGES


# A page of GitHub that shows the main branch of a repository, a file of it, or its raw bytes.
_ON_GITHUB = re.compile(
    r"https?://(?:(?:www\.)?github\.com/(?P<name>[\w.-]+/[\w.-]+)"
    r"(?:/(?:blob|tree|raw|blame)/(?:refs/heads/)?(?:main|master|HEAD)(?P<path>/[^?#]*)?)?/?"
    r"|raw\.githubusercontent\.com/(?P<raw_name>[\w.-]+/[\w.-]+)/(?:refs/heads/)?(?:main|master|HEAD)(?P<raw_path>/[^?#]*))"
    r"(?:\?[^#]*)?(?:#(?P<fragment>.*))?",
    re.I,
)


def own_target_of(url: str, document: str, origin: str | None) -> Target | None:
    """Return where a URL leads as ``target_of`` does, also one that names a file of this repository in full.

    ``origin`` is the repository on GitHub, as ``owner/name``. Other branches than the main one cannot be judged.
    """
    found = _ON_GITHUB.fullmatch(url.strip()) if origin is not None else None
    if found is None or origin is None:
        return target_of(url, document)
    if (found["name"] or found["raw_name"]).removesuffix(".git").lower() != origin.lower():
        return None
    path = found["path"] or found["raw_path"] or ""
    return target_of(f"/{path.strip('/')}#{found['fragment'] or ''}", document)


@lru_cache(maxsize=4096)
def target_of(url: str, document: str) -> Target | None:
    """Return where a URL leads that is in the document with this path, None if to another site or nowhere.

    As GitHub does it: a path that begins with a slash counts from the root of the repository, a query is left aside.
    """
    url = url.strip()
    if not url or _ELSEWHERE.match(url):
        return None
    path, _, fragment = url.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return Target(None, unquote(fragment))
    parts: list[str] = [] if path.startswith("/") else document.split("/")[:-1]
    climbs = 0
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part == "..":
            climbs += 1
        elif part not in ("", "."):
            parts.append(part)
    return Target("/".join(parts), unquote(fragment), climbs)


def names_site(url: str) -> bool:
    """Say whether a URL begins with a host that lacks its scheme, so that it leads to a file of that name."""
    return _SITE.match(url.strip()) is not None
