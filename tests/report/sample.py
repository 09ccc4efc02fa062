"""One report made by hand, without any parser, that every format is shown with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from litlint.model.finding import Counts, Edit, Finding, Fix, Related, Report, RuleInfo, Severity, Subject, Unchecked
from litlint.model.source import Source, Span
from litlint.report import Style

LIST = """# Decoding

#### The Art of Choosing the Next Word (TACNW)

paper link: [here](https://arxiv.org/pdf/2301.00001.pdf)

```bibtex
@article{doe2019art,
  title={The Art of Choosing the Next Word},
  author={Jane Doe, John Roe, Max Mustermann},
  eprint={1901.00002},
}
```

#### 深度学习 的 注意力 ⭐️

paper link: [ＰＤＦ](https://example.org/a.pdf)\tgithub link: [here](tutorial/missing.ipynb)

#### Flags \x1b[31m and \u202egnirts\u202c <script>alert(1)</script> | `tick` @team

paper link: [here](http://example.org/old)
"""
OTHER = "# Also\n\n- Choosing words [here](https://arxiv.org/abs/2301.00001)\n"

RULES = {
    info.name: info
    for info in (
        RuleInfo(
            "identity-mismatch",
            "consistency",
            Severity.ERROR,
            "An entry's link and its citation name two different works.",
            "An entry's link and its citation name two different works.\n\nA reader of the link gets another paper.",
        ),
        RuleInfo(
            "author-separator",
            "bibtex",
            Severity.ERROR,
            "Authors are joined by commas.",
            "Authors are joined by commas.",
        ),
        RuleInfo("missing-file", "links", Severity.ERROR, "A link leads to no file.", "A link leads to no file."),
        RuleInfo("plain-http", "links", Severity.NOTE, "A link is not encrypted.", "A link is not encrypted."),
        RuleInfo("label-mismatch", "consistency", Severity.WARNING, "A label disagrees.", "A label disagrees."),
    )
}


def at(source: Source, text: str, occurrence: int = 0) -> Span:
    """Return the place of a text in a source."""
    start = -1
    for _ in range(occurrence + 1):
        start = source.text.index(text, start + 1)
    return source.span(start, start + len(text))


def sample() -> Report:
    """Return a report with every feature: related places, another file, fixes, wide and hostile text, problems."""
    words = Source("lists/words.md", LIST)
    also = Source("lists/also.md", OTHER)
    link, eprint = at(words, "2301.00001"), at(words, "1901.00002")
    mismatch = Finding(
        "identity-mismatch",
        "consistency",
        Severity.ERROR,
        link,
        "the paper link and the citation are two different papers",
        help="the link is wrong: the heading is the citation's title",
        fix=Fix("replace the link by https://arxiv.org/pdf/1901.00002", (Edit(link, "1901.00002"),)),
        related=(
            Related(eprint, 'arXiv:1901.00002\nis "The Art of Choosing the Next Word", as the heading says'),
            Related(at(also, "2301.00001"), "the link was copied from here?"),
        ),
        reason='arXiv:2301.00001\nis "Simulation of Something Else" (papers.lock)',
    )
    authors = at(words, "Jane Doe, John Roe, Max Mustermann")
    commas = [authors.sub(8, 9), authors.sub(18, 19)]
    separator = Finding(
        "author-separator",
        "bibtex",
        Severity.ERROR,
        commas[0],
        "authors are joined by commas; BibTeX reads them as one person",
        fix=Fix('write " and " between authors', tuple(Edit(span.sub(0, 2), " and ") for span in commas)),
        related=(Related(commas[1], 'write " and "'),),
    )
    missing = Finding(
        "missing-file",
        "links",
        Severity.ERROR,
        at(words, "tutorial/missing.ipynb"),
        "no such file: lists/tutorial/missing.ipynb",
        help="write the path of a file in this repository",
    )
    label = Finding(
        "label-mismatch",
        "consistency",
        Severity.WARNING,
        at(words, "ＰＤＦ"),
        "the label 注意 disagrees",
        fix=Fix("call it `paper`", (Edit(at(words, "ＰＤＦ"), "paper"),), safe=False),
    )
    http = Finding(
        "plain-http",
        "links",
        Severity.NOTE,
        at(words, "http://example.org/old"),
        "the link of \x1b[31m\u202egnirts is plain",
    )
    findings = tuple(_with_subjects(words, (mismatch, separator, missing, label, http)))
    label, http = findings[3:]
    return Report(
        findings=findings,
        allowed=(http,),
        baselined=(http, label),
        unchecked=(Unchecked("github.com", 4, "timed out"),),
        problems=("lists/broken.md: permission denied",),
        counts=Counts(documents=2, entries=4, links=5, citations=1),
        rules=RULES,
        sources={source.path: source for source in (words, also)},
        seconds=0.2,
        years={2019: 1, 2021: 2, 2023: 1},
    )


def _with_subjects(words: Source, findings: Iterable[Finding]) -> Iterator[Finding]:
    titles = [
        "The Art of Choosing the Next Word (TACNW)",
        "深度学习 的 注意力 ⭐️",
        "Flags \x1b[31m and \u202egnirts\u202c <script>alert(1)</script> | `tick` @team",
    ]
    for number, finding in enumerate(findings):
        title = next(title for title in reversed(titles) if at(words, title).start < finding.span.start)
        yield replace(finding, subject=Subject(f"{number:032x}", ("Decoding",), title, at(words, title)))


def clean() -> Report:
    """Return a report of lists in which everything was proved."""
    return Report(counts=Counts(documents=1, entries=24, links=80, citations=24, works=23, repositories=7), proved=True)


@cache
def large(entries: int = 10_000, findings: int = 2_000) -> Report:
    """Return a report of a long list with many findings, every fifth entry one."""
    lines, places, place = ["# Long", ""], [], len("# Long\n\n")
    for number in range(entries):
        places.append(place)
        lines.append(f"- [Work number {number} about learning to learn](http://example.org/work/{number:05}) 2024")
        place += len(lines[-1]) + 1
    source = Source("README.md", "\n".join(lines) + "\n")
    found = []
    for number in range(findings):
        start = places[number * entries // findings]
        title = source.span(start + 3, source.text.index("]", start))
        span = at_offset(source, start, "http://")
        finding = Finding(
            "plain-http",
            "links",
            (Severity.ERROR, Severity.WARNING, Severity.NOTE)[number % 3],
            span,
            f"the link of {title.text} is not encrypted",
            fix=Fix("write https", (Edit(span, "https://"),)),
            subject=Subject(f"{number:032x}", ("Long",), title.text, title),
        )
        found.append(finding)
    return Report(
        findings=tuple(found),
        counts=Counts(documents=1, entries=entries, links=entries),
        rules=RULES,
        sources={source.path: source},
        years={2024: entries},
    )


def at_offset(source: Source, start: int, text: str) -> Span:
    """Return the first place of a text after an offset."""
    begin = source.text.index(text, start)
    return source.span(begin, begin + len(text))


PLAIN = Style()
