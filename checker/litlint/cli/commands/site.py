"""Write the lists as a website of static files: searched, filtered and cited in the browser, without any other host.

It is built from the lists, papers.lock, the index and the Git history; nothing is asked of the network. The folder must be
new, empty, or one that this command made. The files work from a web server, from GitHub Pages, and opened from a disk.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from litlint.errors import LitlintError, UsageError
from litlint.files import read_file
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.workspace.project import Project, open_project, today, working_directory

GROUP = "Write"
EXAMPLES = (
    ("litlint site --output _site", "all lists, into a new folder"),
    ("litlint site README.md --output _site --url https://me.github.io/papers/", "with a sitemap and a feed"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="LIST", help="files or folders; without any, every list")
    parser.add_argument("--output", metavar="DIR", required=True, help="the folder to write to")
    parser.add_argument("--url", metavar="URL", default="", help="where the site will be; a repository on GitHub tells")
    parser.add_argument(
        "--title", metavar="TEXT", help="the site's name; without it the heading of the list, or of README.md"
    )
    parser.add_argument("--theme", metavar="FILE", help="a style sheet to use in place of litlint's theme.css")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")


def run(options: Namespace) -> int:
    """Write the site and return the exit code."""
    from litlint.export.proofread import proofread
    from litlint.export.works import works_of
    from litlint.site.build import Site, load_templates, site_files
    from litlint.site.cards import cards_of, ids_of, names_of, phrases_of
    from litlint.site.folder import open_folder
    from litlint.site.history import read_history
    from litlint.site.text import plain

    templates, theme = load_templates(), _theme(options.theme)
    folder = open_folder(working_directory() / options.output)
    project = open_project(options.paths, config=options.config)
    facts, problems = project.facts()
    for problem in (*project.problems, *problems):
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    # Other files may repeat works of the main list, as examples or by topic: a work is shown where it is first.
    documents = sorted(project.asked, key=lambda document: document.path.lower() != "readme.md")
    works = proofread(works_of(documents, facts), facts)
    ids = ids_of(works)
    history = read_history(project.root, phrases_of(works, ids))
    names = names_of(document for document in documents if document.entries)
    heading = next((names[path] for path in names if len(names) == 1 or path.lower() == "readme.md"), "")
    site = Site(
        title=plain(options.title or heading or project.root.resolve().name),
        cards=cards_of(works, ids, documents, facts, history),
        updated=history.newest or today(),
        address=_address(options.url, project),
        theme=theme,
        source=f"https://github.com/{project.workspace.origin}" if project.workspace.origin else "",
    )
    count = folder.write(site_files(site, templates))
    sys.stdout.write(f"{visible(str(options.output))}: {many(len(works), 'work')}, {many(count, 'file')}\n")
    if not site.address:
        sys.stderr.write("litlint: no sitemap is written, as the site's address is not known; give it by --url\n")
    return 2 if project.problems or problems else 0


def _theme(path: str | None) -> bytes | None:
    if path is None:
        return None
    try:
        return read_file(working_directory() / path)
    except OSError as error:
        raise LitlintError(f"{path} cannot be read: {error.strerror}") from error


def _address(given: str, project: Project) -> str:
    """Return where the site will be: as given, else the address of GitHub Pages for the repository.

    Source: https://docs.github.com/en/pages/getting-started-with-github-pages/what-is-github-pages
    """
    from litlint.site.text import web_url

    if given:
        if not web_url(given).lower().startswith(("http://", "https://")):
            raise UsageError(f'--url takes an address such as https://example.org/papers, not "{given}"')
        return web_url(given).rstrip("/")
    owner, _, name = (project.workspace.origin or "").partition("/")
    if not name:
        return ""
    host = f"https://{owner.lower()}.github.io"
    return host if name.lower() == f"{owner.lower()}.github.io" else f"{host}/{name}"
