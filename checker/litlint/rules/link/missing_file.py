"""The rule missing-file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, relpath, splitext
from urllib.parse import quote, unquote

from litlint import regex as re
from litlint.metadata.placeholders import is_placeholder, is_template
from litlint.metadata.spelling import nearest
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Link, Rule, Severity
from litlint.style.contributor_template import is_example
from litlint.syntax.link_target import Target, names_site, own_target_of

# A page of a site generator, whose paths are not files of the repository.
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n")
# What is not written as a path is the business of url-shape.
_SHAPELESS = re.compile(r"[|\\<>]|h?t{1,4}ps?\W|10\.\d{4}|\S@\S", re.I)
_ENDS_TERM = re.compile(r"[\w)\]$}]")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
# What makes a site of a repository: docsify's page (its routes leave `.md` out), and the settings of the usual generators.
_SITE_FILES = (
    *("index.html", "mkdocs.yml", "_config.yml", "book.toml", "docusaurus.config.js", "docusaurus.config.ts"),
    *("hugo.toml", "conf.py", ".vitepress/", "antora.yml", "_quarto.yml", "myst.yml"),
)
# GitHub shows this file itself, whatever a site makes of it.
_README = re.compile(r"(?:^|/)readme[^/]*\Z", re.I)
_SITE = {"mkdocs.yml": "", "docs/ants.md": "", "docs/img/a.png": ""}
_LIKENESS = 0.8
_MOST_NAMES = 5000


class MissingFile(Rule):
    """A link or a picture leads to a file that the repository does not have.

    Readers who follow it get a 404 page. The repository may have the file in another folder, or with other capitals: on
    GitHub `Files/` and `files/` differ, even where they are the same on a laptop. A path that goes above the root of the
    repository leads nowhere either, except to the pages that GitHub makes, such as `../../issues`. Links to the main
    branch of this repository by its whole URL are checked too.

    Write the path relative to the document, or from the root of the repository with a slash before it. A file in
    another repository needs its whole URL.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "- [Slides](talks/Sorting.pdf) of the talk\n",
            files={"talks/sorting.pdf": ""},
            finds="talks/Sorting.pdf",
            fixed="- [Slides](talks/sorting.pdf) of the talk\n",
        ),
        Bad(
            "![Overview](image/overview.png)\n",
            files={"images/overview.png": ""},
            finds="image/overview.png",
            fixed="![Overview](images/overview.png)\n",
        ),
        Bad("tutorial link: [here](../../notebooks/gardens.ipynb)\n", finds="../../notebooks/gardens.ipynb"),
        Bad("[Sorting](docs/Sorting_(fast).pdf)\n", finds="docs/Sorting_(fast).pdf"),
        Bad("See [the list](../READM.md) first.\n", finds="../READM.md", path="docs/CONTRIBUTING.md"),
        Good("- [Title](path/of/paper.pdf), Venue Year\n", path="docs/CONTRIBUTING.md"),
        Bad("[Sorting](SORTING.md)\n", files={"images/sorting.gif": ""}, finds="SORTING.md"),
        Good("[Sorting](papers/sorting.md#fast) and [all](papers)\n", files={"papers/sorting.md": "# Fast\n"}),
        Good("[Code](/src/my%20sort.py?raw=true)\n", files={"src/my sort.py": ""}),
        Bad(
            "[Sorting](papers/sorting)\n",
            files={"papers/sorting.md": ""},
            finds="papers/sorting",
            fixed="[Sorting](papers/sorting.md)\n",
        ),
        Good("[Sorting](papers/sorting)\n", files={"papers/sorting.md": "", "index.html": ""}),
        Good("+++\n+++\n[Ants](@/ants.md)\n", files={"content/ants.md": ""}, path="content/bees.md"),
        Good("[Ants](../ants/) ![](/img/a.png)\n", files=_SITE, path="docs/lists/bees.md"),
        Good("[Open issues](../../issues) · [Stars](../../stargazers)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        document, paths = context.document, context.derived(_Paths.of)
        target = own_target_of(link.url, document.path, context.workspace.origin)
        if paths is None or target is None or target.path is None or paths.has(target) or target.is_page:
            return
        # A page with front matter is rendered by a site's generator, which makes pages of its own.
        generated = _FRONT_MATTER.match(document.source.text) is not None
        if generated and ("." not in basename(target.path) or target.path.endswith(".html")):
            return
        is_page = generated or (paths.is_in_site(document.path) and not _README.search(document.path))
        if not link.is_outside and is_page and paths.ends_one(link.url):
            return
        if not link.is_outside and (paths.makes_page(target) or _is_shapeless(link.url_span.text)):
            return
        if link.kind in ("bare", "autolink") or link.url == link.text or names_site(link.url) or _is_formula(link):
            return
        if is_template(link.url_span.text) or is_placeholder(link.url) or is_example(document, link.span):
            return
        yield self._missing(link, target, paths, document)

    def _missing(self, link: Link, target: Target, paths: _Paths, document: Document) -> Finding:
        path = target.path or ""
        what = "picture" if link.is_image else "file or folder"
        message = "this path points outside the repository" if target.climbs else f"the repository has no {what} {path}"
        near = paths.nearest(path)
        if near is None:
            help_text = "write the path relative to this document; a file of another repository needs its whole URL"
            return self.finding(link.url_span, message, help=help_text)
        if not target.climbs and near.rstrip("/").lower() == path.lower():
            message = f"the repository has no {what} {path}; found {near.rstrip('/')}, which differs only in case"
        if link.is_outside:
            return self.finding(link.url_span, message, help=f"did you mean {near}?")
        url = _rewritten(link.url_span.text, near, document.path)
        fix = Fix(f"write {url}", (Edit(link.url_span, url),), safe=False)
        return self.finding(link.url_span, message, help=f"did you mean {near}?", fix=fix)


def _is_shapeless(raw: str) -> bool:
    """Say whether a target is not written as a path; one with parentheses or quotes is, if they come in pairs."""
    return _SHAPELESS.search(raw) is not None or raw.count("(") != raw.count(")") or raw.count('"') % 2 == 1


def _is_formula(link: Link) -> bool:
    """Say whether a link is what Markdown makes of a formula such as `f[i](x)`."""
    before = link.span.source.text[link.span.start - 1 : link.span.start] if link.kind == "inline" else ""
    return bool(_ENDS_TERM.match(before)) and link.url.isalnum()


def _rewritten(raw: str, path: str, document: str) -> str:
    """Return a URL for a path of the repository in the manner of another, query and fragment kept."""
    if raw.startswith("/"):
        url = "/" + path
    else:
        url = relpath(path, dirname(document) or ".") + ("/" if path.endswith("/") else "")
        if raw.startswith("./") and not url.startswith("."):
            url = "./" + url
    tail = re.search(r"[?#].*", raw)
    return quote(url, safe="/~!$&'*+,;=:@") + (tail[0] if tail else "")


@dataclass(frozen=True)
class _Paths:
    """The paths of a repository, searched."""

    known: frozenset[str]

    @classmethod
    def of(cls, context: Context) -> _Paths | None:
        return None if context.workspace.paths is None else cls(context.workspace.paths)

    def has(self, target: Target) -> bool:
        """Say whether a file or folder is there, in exactly these letters."""
        path = target.path or ""
        return not target.climbs and (not path or path in self.known or path + "/" in self.known)

    def makes_page(self, target: Target) -> bool:
        """Say whether a site made of this repository has a page at a path that is no file: `guide` made of `guide.md`."""
        path = (target.path or "").removesuffix(".html").removesuffix("/index")
        if target.climbs or splitext(path)[1] or f"{path}.md" not in self.known:
            return False
        return self.is_in_site(path)

    def is_in_site(self, document: str) -> bool:
        """Say whether a site is made of the folder of a document, or of one above."""
        folders = [*(document[:at] for at, letter in enumerate(document) if letter == "/"), ""]
        return any(f"{folder}/{name}".lstrip("/") in self.known for folder in folders for name in _SITE_FILES)

    def ends_one(self, url: str) -> bool:
        """Say whether a file ends as the path of a URL does, or is the page at that path.

        A site has its own root: `/img/a.png` may be docs/img/a.png, `../ants/` content/ants.md, and Zola's `@/ants.md` too.
        """
        path = unquote(url.partition("#")[0].partition("?")[0]).removesuffix(".html")
        tail = "/".join(part for part in path.split("/") if part not in ("", ".", "..", "@"))
        named = (tail, f"{tail}.md", f"{tail}.html", f"{tail}/index.md", f"{tail}/_index.md", f"{tail}/index.html")
        return bool(tail) and any(
            known == name or known.endswith(f"/{name}")
            for name in named
            for known in self._by_name.get(basename(name).lower(), ())
        )

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        stems: dict[str, list[str]] = {}
        for path in sorted(self.known):
            stems.setdefault(splitext(path.rstrip("/"))[0].lower(), []).append(path)
        return stems

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in sorted(self.known):
            names.setdefault(basename(path.rstrip("/")).lower(), []).append(path)
        return names

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {path.rstrip("/").lower(): path for path in sorted(self.known)}

    def nearest(self, path: str) -> str | None:
        """Return the path that was most likely meant: the same in other letters, the same name elsewhere, or a like name."""
        same = self._by_letters.get(path.lower())
        if same is not None:
            return same
        stem, ending = splitext(path.lower())
        others = self._by_stem.get(stem, [])
        if len(others) == 1 and (not ending or not splitext(others[0].rstrip("/"))[1]):
            return others[0]  # the same name with an ending, or without one
        name = basename(path).lower()
        places = self._by_name.get(name, [])
        if len(places) == 1:
            return places[0]
        if places:
            return nearest(path, places)
        if len(self._by_name) > _MOST_NAMES:
            return None
        near = nearest(name, [known for known in self._by_name if _is_same_kind(known, name)], _LIKENESS)
        return self._by_name[near][0] if near else None


def _is_same_kind(one: str, other: str) -> bool:
    """Say whether two names are of files of one kind: a page is no picture, whatever it is called."""
    mine, theirs = splitext(one)[1], splitext(other)[1]
    return mine == theirs or {mine, theirs} <= _PICTURES
