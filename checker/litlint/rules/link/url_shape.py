"""The rule url-shape."""

from collections import Counter
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.labels import is_announcement, is_label, role_of
from litlint.metadata.normalize import normalize_title
from litlint.metadata.placeholders import is_placeholder
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Link, Rule, Severity, Workspace
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.link_target import target_of
from litlint.syntax.literal_text import LiteralLine, has_literal, literal_lines
from litlint.syntax.url_syntax import UrlProblem, bare_fault, explicit_fault, rare_host, text_faults

# A label of up to three words before a bare URL; whether it is a label, and not the end of a sentence, its words say.
_LABELLED = re.compile(r"\W*+(?P<label>(?:[^\W\d]++ ?+){1,3}+)[:：]\s*(?P<url>\ue001+)(?P<stop>[.,;。，；])\s*\Z")

# Labels that promise a page elsewhere, so that `#`, the top of this page, only holds the place: not `[Home](#)`.
_PROMISES = frozenset({"paper", "code", "data", "model", "video", "slides", "citation"})
# What is before the URL of a link that is not closed rightly.
_OPENED = re.compile(r"[\]】］][(（\[]")
# A host with a domain's ending.
_HOST = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/?#:]|\Z)", re.I)
# A host is the usual one where five links lead to it; more such hosts than these are compared with none.
_FREQUENT, _MOST_COMPARED = 5, 100


class UrlShape(Rule):
    """The URL of a link cannot lead anywhere: no scheme, a misspelt scheme or host, no target, or text that is not a URL.

    Browsers and GitHub read a target without `https://` as a file of the repository, and a full stop or a second URL as
    part of the first. The page is not found, and no one notices until a reader does.

    Write the whole URL as the browser shows it, from `https://` on, and nothing else between the parentheses.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "[pdf](www.gardens.org/a.pdf)\n",
            finds="www.gardens.org/a.pdf",
            fixed="[pdf](https://www.gardens.org/a.pdf)\n",
        ),
        Bad(
            "[pdf](htps://arxiv.org/abs/2001.01234)\n",
            finds="htps://",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad('<img src="fhttps://gardens.org/a.png">\n', finds="fhttps://"),
        Bad(
            "[pdf](https://https://arxiv.org/abs/2001.01234)\n",
            finds="https://https://",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf](https://arvix.org/abs/2001.01234)\n",
            finds="arvix.org",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Good("[talk](https://github.community/t/towns)\n"),
        Bad(
            "[code](https://github.comdoe/towns)\n",
            finds="github.comdoe",
            fixed="[code](https://github.com/doe/towns)\n",
        ),
        Bad(
            "[pdf](https://arxiv.com/abs/2001.01234)\n",
            finds="arxiv.com",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf](https://arxiv.org/2001.01234)\n",
            finds="arxiv.org",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf](https：//arxiv.org/abs/2001.01234)\n",
            finds="https：//",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf]([https://arxiv.org/abs/2001.01234](https://arxiv.org/abs/2001.01234))\n",
            finds="[https://arxiv.org/abs/2001.01234](https://arxiv.org/abs/2001.01234)",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf]([https://arxiv.org/abs/2001.01234](https://arxiv.org/abs/2002.04321))\n",
            finds="[https://arxiv.org/abs/2001.01234](https://arxiv.org/abs/2002.04321)",
        ),
        Bad(
            "[code](git@github.com:doe/towns.git)\n",
            finds="git@github.com:doe/towns.git",
            fixed="[code](https://github.com/doe/towns)\n",
        ),
        Bad("[ICML 2020](https://)\n", finds="https://"),
        Bad("[pdf](https://arxiv.org/abs/)\n", finds="https://arxiv.org/abs/"),
        Bad("[page](https://doe.github.io/https://doe.github.io/sort/)\n", finds="https://doe.github.io/sort/"),
        Bad("- [Sorting Long Lists]()\n", finds="[Sorting Long Lists]()"),
        Bad("[Sorting Lists](<Sorting Lists>)\n", finds="Sorting Lists"),
        Bad("[code](https://github.com/doe/sort.)\n", finds=".", fixed="[code](https://github.com/doe/sort)\n"),
        Bad(
            "论文：https://arxiv.org/abs/2001.01234，很好\n",
            finds="，很好",
            fixed="论文：<https://arxiv.org/abs/2001.01234>，很好\n",
        ),
        Bad(
            "https://github.com/doe/sort\\\nin Python\n",
            finds="\\",
            fixed="https://github.com/doe/sort \\\nin Python\n",
        ),
        Bad("Paper: arxiv.org/abs/2001.01234\n", finds="arxiv.org", fixed="Paper: https://arxiv.org/abs/2001.01234\n"),
        Good("[A](https://ar5iv.org/abs/2001.01234) [B](https://doi.org) [C](https://xn--arxiv.example.org/a)\n"),
        Good("[A](https://web.archive.org/web/2020/https://gardens.org/a) (see https://gardens.org/b.)\n"),
        Good(
            "[A](https://en.wikipedia.org/wiki/Sort_(Unix)) [B](docs/www.md) [C](#gardens) [D](mailto:jane@gardens.org)\n"
        ),
        Good("[A](https://httpbin.org/get) [B](https://https.example.org)\n"),
        Good("[EuroSys 2024](https://dl.acm.org/doi/proceedings/10.1145/3627703)\n"),
        Good("[A](https://gardens.org/lawns.html#Lawn.toGrid') [B](https://gardens.org/new?title=On%20)\n"),
        Good(
            "- Sorting [Paper](https://arxiv.org/abs/2001.01234) [Código: próximamente]() [代码待公布]() [Talk (n/a)](#)\n"
        ),
        Bad("[code](htps://github.com/doe/sort.)\n", finds="htps://", fixed="[code](https://github.com/doe/sort)\n"),
        Bad("- Sorting [pdf](file:///home/doe/a.pdf) [page](https://localhost.gardens.org)\n", finds="file:///home"),
        Bad("- Sorting Lists [pdf](#) [↑](#)\n", finds="[pdf](#)"),
        Good('- <a href="linux">Linux</a>\n', files={"linux.md": "# Linux\n"}),
        Good("## How to add a paper\n\n- [Title](url)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        fault = _fault(link, context.document, context.workspace)
        if fault is None or is_placeholder(link.url) or is_contributor_template(context.document, link.span):
            return
        yield self._finding(link, fault)

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if block.kind in ("paragraph", "heading", "cell") and _may_hold_urls(block):
            for line in literal_lines(block):
                yield from self._line(line, context.document)

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        """Find the hosts of one link that are one slip away from the host of many."""
        named = [(link, found[1].lower()) for link in document.links if (found := _HOST.match(link.url_span.text))]
        counts = Counter(host for _, host in named)
        frequent = frozenset(host for host, count in counts.items() if count >= _FREQUENT)
        if not frequent or len(frequent) > _MOST_COMPARED:
            return
        for link, host in named:
            meant = rare_host(host, frequent) if counts[host] == 1 and _fault(link, document, None) is None else None
            if meant is not None and not is_contributor_template(document, link.span):
                at = link.url_span.text.lower().index(host)
                place = link.url_span.sub(at, at + len(host))
                fix = Fix(f"write {meant}", (Edit(place, meant),), safe=False)
                message = f"{host} looks like {meant} misspelt, to which {counts[meant]} other links lead"
                yield self.finding(place, message, fix=fix, severity=Severity.WARNING)

    def _finding(self, link: Link, fault: UrlProblem) -> Finding:
        if not fault.end:
            return self.finding(
                link.span,
                fault.message,
                help="write the URL, or remove the link",
                habit="a link has no target",
                severity=fault.severity,
            )
        place = link.url_span.sub(fault.start, fault.end)
        if fault.repaired is None:
            return self.finding(
                place, fault.message, help="write the whole URL, from https:// on", severity=fault.severity
            )
        fix = Fix(f"write {fault.repaired}", (Edit(link.url_span, fault.repaired),))
        return self.finding(place, fault.message, fix=fix, severity=fault.severity)

    def _line(self, line: LiteralLine, document: Document) -> Iterator[Finding]:
        """Find the full stop after a URL that is alone after its label, and what is no link for lack of a scheme."""
        stop = _LABELLED.match(line.text)
        if stop and role_of(stop["label"].strip()) is not None:
            place = line.span(*stop.span("stop"))
            message = f"`{stop['stop']}` right after the URL, but this line is not a sentence"
            fix = Fix("remove it", (Edit(place, ""),))
            yield self.finding(place, message, fix=fix, severity=Severity.WARNING)
        for fault in text_faults(line.text) if "/" in line.text else ():
            place = line.span(fault.start, fault.end)
            if fault.repaired is not None and not is_contributor_template(document, place):
                fix = Fix(f"write {fault.repaired}", (Edit(place, fault.repaired),))
                yield self.finding(place, fault.message, fix=fix, severity=fault.severity)


def _may_hold_urls(block: Block) -> bool:
    """Say whether a block has a bare URL, or a text that may be one."""
    return has_literal(block, "/") or any(top.link is not None and top.link.kind == "bare" for top in block.inlines)


def _fault(link: Link, document: Document, workspace: Workspace | None) -> UrlProblem | None:
    raw = link.url_span.text
    if not link.url.strip() or (link.url == "#" and role_of(link.text) in _PROMISES):
        return _no_target(link)
    if link.kind in ("bare", "autolink"):
        around = link.span.source.text[max(0, link.span.start - 2) : link.span.start]
        # What is wrong with the marks of a link is no fault of its URL.
        return bare_fault(raw) if _OPENED.fullmatch(around) is None else None
    target = target_of(link.url, document.path)
    if target is not None:
        there = (workspace.paths if workspace else None) or frozenset()
        written = (target.path, f"{target.path}/", f"{target.path}.md", f"{target.path}/index.md")
        if target.path is None or not there.isdisjoint(written):
            return None
    fault = explicit_fault(raw)
    if fault is not None and link.kind in ("html", "html-image") and raw[fault.start : fault.end].isspace():
        return None  # between the quotes of HTML a space is a part of the URL, which browsers encode
    if fault is not None or target is None or workspace is None or workspace.paths is None:
        return fault
    return _title(link, raw)


def _no_target(link: Link) -> UrlProblem | None:
    """Judge a link without a target: nothing where its words say that it is to come, a note where a badge shows a fact."""
    said = link.badge.text if link.badge is not None else link.text
    if is_announcement(link.text) or is_announcement(said) or link.kind == "definition" or "://" in link.text:
        return None
    shows = link.badge is not None and not is_label(said)
    return UrlProblem("this link has no target", 0, 0, severity=Severity.NOTE if shows else Severity.ERROR)


def _title(link: Link, raw: str) -> UrlProblem | None:
    """Find a title where the URL should be: the words of the link again, or a sentence; one word is the name of a file."""
    words, title = normalize_title(link.url), normalize_title(link.text)
    if link.is_image or "/" in raw or "." in raw.strip(".?!") or not re.search(r"\s|%20", raw):
        return None
    if not words or (words != title and (len(words.split()) < 3 or words not in title)):
        return None
    return UrlProblem("the target is the title, not a URL", 0, len(raw))
