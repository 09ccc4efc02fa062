"""The law of exports: n works in, n citations out, without a fault but missing fields, and read back as they were.

Sources are generated lists and bibliographies with much that real ones get wrong.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from litlint.engine.check import check
from litlint.export import load
from litlint.export.left_out import lines
from litlint.export.proofread import proofread
from litlint.export.works import Work, works_of
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config

pytestmark = pytest.mark.slow

FACTS = Facts(date(2026, 1, 1))
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ADJECTIVES = "Amber Bitter Crooked Dusty Early Frozen Gentle Hollow Ivory Jagged".split()
NOUNS = "Anchors Bridges Candles Doorways Embers Ferries Gutters Hinges Inkwells Jetties".split()
VERBS = "Weighing Counting Mending Painting Sorting Tracing".split()
AUTHORS = st.sampled_from(
    [
        *("Jane Doe et al.", "Jane Doe\\*, Max Muster†, Ann Roe (\\*: Equal contribution)", "Eva Person¹, Tom Sample²"),
        *("Doe, J., Muster, M., Roe, A.", "Doe JA, Muster M", "Garden Team", "Kew AI", "University of Kew, England"),
        *("Hal Baum III and Martin King Jr.", "李明、王伟", "Nguyễn Văn A & Trần Bình", "Transfer across many tasks"),
        *(
            "Jos\u00e9 \u00d6z \u0141uk, Ma\u0142gorzata de la Vega et.al.",
            "Doe, Jane; Muster, Max",
            "",
            "see below",
            "{Doe",
        ),
    ]
)
VENUES = st.sampled_from(
    [
        "ICML",
        "Proceedings of Kew & Co",
        "Journal of Dust_Bins",
        "arXiv",
        "Evaluate",
        "In 50% of",
        "NeurIPS",
        "",
        "CVPR}",
    ]
)
YEARS = st.sampled_from(["2020", "2019", "2047", "1830", ""])
LABELS = st.sampled_from(["paper", "pdf", "arXiv", "website"])
URLS = st.sampled_from(
    [
        *("https://arxiv.org/abs/{id}", "https://arxiv.org/pdf/{id}v2.pdf", "https://doi.org/10.1000/{id}"),
        *("https://kew.example/a_b?c=d&e={id}#f", "https://kew.example/{{{id}}}", "http://kew.example/{id}%20(x)"),
        *("https://kew.example/~doe/{id}\\", "https://kew.example/{id}@misc{{x,"),
    ]
)
SPICE = st.sampled_from(
    [
        "",
        " & Co",
        " at 100%",
        " of $x_i$",
        " for US$5",
        " {in Braces}",
        " C\\# #1",
        " 2^8 ~ 256",
        " Semi\u00adhidden",
        " é\u0301",
        " \\",
    ]
)


@st.composite
def titles(draw: st.DrawFn) -> str:
    words = [draw(st.sampled_from(pool)) for pool in (VERBS, ADJECTIVES, NOUNS)]
    return " ".join([*words, "and", draw(st.sampled_from(ADJECTIVES)), draw(st.sampled_from(NOUNS))])


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a list in one of several forms, and the titles of its works."""
    names = draw(st.lists(titles(), min_size=1, max_size=8, unique=True))
    form = draw(st.sampled_from(["bullet", "numbered", "table", "trailing"]))
    rows = ["| Title | Venue | Link |", "|---|---|---|"] if form == "table" else []
    for number, name in enumerate(names):
        identifier = f"20{draw(st.integers(1, 12)):02}.{10000 + number:05}"
        url, label = draw(URLS).format(id=identifier), draw(LABELS)
        authors, venue, year = draw(AUTHORS), draw(VENUES), draw(YEARS)
        title = name + draw(SPICE)
        rows.append(
            {
                "bullet": f"- [{title}](<{url}>), {authors}, {venue} {year}",
                "numbered": f"{number + 1}. **{title}.** *{authors}* {venue} {year}. [[{label}](<{url}>)]",
                "table": f"| {title} | {venue} {year} | [{label}](<{url}>) |",
                "trailing": f"- {title}, {authors}, {venue} {year} [[{label}]](<{url}>)",
            }[form]
        )
    return "# Papers\n\n" + "\n".join(rows) + "\n", names


BIB_SPICE = st.sampled_from(["", " & Co", " \\& {Co}", " &amp; Co", " of <i>X</i>"])
MACROS = '@string{jod = "Journal of Dust"}\n@string(kew = {Kew Press})\n'
VOLUME = (
    "@proceedings{volume, title={Proceedings of the Kew Meeting}, editor={Eve Editor}, year=2020, publisher=kew,"
    " doi={10.1000/volume}}\n@xdata{press, publisher=kew, location={Kew}}\n"
)
BIB_AUTHORS = st.sampled_from(
    [
        *("Jane Doe and Max Muster", "Doe, Jane and others", "Doe, J., Muster, M., Roe, A.", "Jane Doe et al."),
        *("family=Groote, given=Frank, prefix=de, useprefix=true and Doe, Jane", "{Kew Team} and Kew Garden Team"),
        *("Jane Doe$^1$ and Max Muster*", "Jane Doe and and Max Muster", "Doe, Jane,", "NVIDIA and : and Jane Doe"),
        *(
            "M{\\\"u}ller, J{\\'o}zef and {\\O}rsted, Hans",
            "Jane Doe\\thanks{Kew} and Max Muster2",
            "J\udce9r\u0092me Doe",
        ),
    ]
)
BIB_FIELDS = st.lists(
    st.sampled_from(
        [
            *("journal = jod", "journal = {\\apj}", "journal = {arXiv preprint arXiv:2001.01234}", "journal = {IEEE}"),
            *(
                "booktitle = {In Proceedings of Kew}",
                "crossref = {volume}",
                "xdata = {press}",
                "booktitle = jod # { X}",
            ),
            *("pages = {12-34}", "pages = {99--12}", "pages = {436S-439S}", "month = {November}", "month = {Lorem}"),
            *(
                "month = jan",
                'month = "10~" # jan',
                "month = {08--11 Nov}",
                "date = {2020-05/2020-06}",
                "year = {20200}",
            ),
            *(
                "url = {\\url{https://kew.example/a_b}}",
                "url = {www.kew.example/x}",
                "note = {a & b}",
                "note = {50\\% {x}",
            ),
            *("doi = {https://doi.org/10.1000/abc}", "doi = {10.1000/(SICI)1097(1998)17:15<16::AID-X>3.0.CO;2-2}"),
            *("issn = {some words}", "isbn = {978-0-306-40615-8}", "eprint = {2001.01234}", "keywords = {a, b}"),
            *(
                "collaboration = {ATLAS}",
                'reportNumber = "CERN-EP-1"',
                "abstract = {Long\n text}",
                "file = {:C\\:/x.pdf}",
            ),
            *("title = {Twice}", "ulr = {x}", "volume = {}", "organization = {{Springer}}"),
        ]
    ),
    max_size=7,
)
KINDS = st.sampled_from(
    "article inproceedings incollection misc book phdthesis online conference preprint report".split()
)
KEYS = st.sampled_from(["doe2020", "Doe2020", "2019A&A...622A.205D", "doe 2020", "a$b", "doe:2020-x", "é"])


@st.composite
def bibliographies(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a bibliography, and the titles of its works."""
    names = draw(st.lists(titles(), min_size=1, max_size=6, unique=True))
    text = MACROS
    for number, name in enumerate(names):
        fields = [f"title = {{{name}{draw(BIB_SPICE)}}}"]
        fields += [f"author = {{{draw(BIB_AUTHORS)}}}", *draw(BIB_FIELDS), f"number = {number}"]
        text += f"@{draw(KINDS)}{{{draw(KEYS)},\n  " + ",\n  ".join(fields) + "\n}\n\n"
    if draw(st.booleans()):
        text += VOLUME
        names = [*names, "Proceedings of the Kew Meeting"]
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), names


def exported(text: str, path: str) -> list[Work]:
    return proofread(works_of([read_document(Source(path, text))], FACTS), FACTS)


def assert_law(found: list[Work]) -> None:
    text = load("bibtex")(found)
    data = text.encode("utf-8").decode("utf-8")
    document = read_document(Source("out.bib", data))
    report = check(Workspace((document,), frozenset({"out.bib"})), Config().chosen_rules(), Config(), FACTS)
    assert report.problems == ()
    faults = [f"{one.rule}: {one.message} {one.span.text!r}" for one in report.findings if one.severity > Severity.NOTE]
    assert [fault for fault in faults if not fault.startswith("bibtex-missing-field")] == []
    assert [citation.key for citation in document.citations] == [work.key for work in found]
    again = exported(data, "out.bib")
    assert [(work.key, work.kind, dict(work.fields)) for work in again] == [
        (work.key, work.kind, dict(work.fields)) for work in found
    ]
    rows = list(csv.reader(io.StringIO(load("csv")(found))))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert [row[0].lstrip("'") for row in rows[1:]] == [work.key for work in found]
    assert [item["id"] for item in json.loads(load("csl-json")(found))] == [work.key for work in found]
    assert all(line.isprintable() for line in lines(found))


@SETTINGS
@given(lists())
@example(
    ("- [A Study of Ants](https://arxiv.org/abs/2001.15101), Katherine Garden et al., ACL 2020\n", ["A Study of Ants"])
)
@example(
    (
        "| Title | Link |\n|---|---|\n| Counting Dusty Doorways | [pdf](http://axiv.org/pdf/2001.01234v2.pdf) |\n",
        ["Counting Dusty Doorways"],
    )
)
def test_every_work_of_a_list_is_exported_without_a_fault(drawn: tuple[str, list[str]]) -> None:
    text, _ = drawn
    found = exported(text, "list.md")
    document = read_document(Source("list.md", text))
    assert sum(len(work.listed) for work in found) == len(document.entries)
    assert_law(found)


@SETTINGS
@given(bibliographies())
def test_every_citation_of_a_bibliography_is_exported_without_a_fault(drawn: tuple[str, list[str]]) -> None:
    text, names = drawn
    found = exported(text, "refs.bib")
    assert sum(len(work.listed) for work in found) == len(names)
    assert_law(found)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("journal = jod", ("journal", "Journal of Dust")),
        ("journal = {\\apj}", ("journal", "\\apj")),
        ("month = {November}", ("month", "nov")),
        ('month = "10~" # jan', ("month", "jan")),
        ("crossref = {volume}", ("booktitle", "Proceedings of the Kew Meeting")),
        ("xdata = {press}", ("publisher", "Kew Press")),
        ("url = {\\url{https://kew.example/a_b}}", ("url", "https://kew.example/a_b")),
        ('url = {doi:<a href="https://kew.example/a_b">a_b</a>}', ("url", "https://kew.example/a_b")),
        ("collaboration = {ATLAS}", ("collaboration", "ATLAS")),
        ("editor = {Mu&ntilde;oz, Jos&eacute;}", ("editor", "Muñoz, José")),
        ("url = {https://kew.example/?a=1&amp;b=2}", ("url", "https://kew.example/?a=1&b=2")),
        ("publisher = {Kew Press, note = {x}", ("publisher", "Kew Press")),
        ("pages = {436S-439S}", ("pages", "436S--439S")),
        ("note = {a & b}", ("note", "a \\& b")),
        ("ublisher = {Kew Press}", ("publisher", "Kew Press")),
        ("keywords = {a, b}", ("keywords", "a, b")),
    ],
)
def test_what_a_citation_says_is_kept(field: str, expected: tuple[str, str]) -> None:
    kind = "inproceedings" if "crossref" in field else "article"
    text = f"{MACROS}@{kind}{{doe, title={{Counting Dusty Doorways}}, author={{Jane Doe}}, {field}}}\n{VOLUME}"
    name, value = expected
    assert exported(text, "refs.bib")[0].fields[name] == value


def test_a_paper_has_the_editors_of_its_volume_as_editors() -> None:
    text = f"{MACROS}@inproceedings{{doe, title={{Counting Doorways}}, author={{Jane Doe}}, crossref={{Volume}}}}\n{VOLUME}"
    paper, volume = json.loads(load("csl-json")(exported(text, "refs.bib")))
    assert paper["author"] == [{"family": "Doe", "given": "Jane"}]
    assert paper["editor"] == volume["editor"] == [{"family": "Editor", "given": "Eve"}]
    assert paper["container-title"] == "Proceedings of the Kew Meeting"
    assert paper["issued"] == {"date-parts": [[2020]]}
    assert "author" not in volume
    assert "DOI" not in paper


def test_what_is_not_certain_is_left_out_and_named() -> None:
    text = (
        "- [Counting Dusty Doorways](https://arxiv.org/abs/2001.00001), University of Kew, 2020\n"
        "- [Mending Frozen Gutters](https://kew.example/a)\n"
    )
    found = exported(text, "list.md")
    assert "no year known of 1 work" in lines(found)
    assert all("Kew" not in work.fields.get("author", "") for work in found)


def test_works_that_only_a_wrong_field_told_apart_are_one() -> None:
    text = (
        "@misc{doe, title={Counting Dusty Doorways}, author={Jane Doe}, year={2020}, month={1-02 2020}}\n"
        "@misc{Doe20, title={Counting Dusty Doorways}, author={Jane Doe}, year={1-02 2020}}\n"
    )
    (work,) = exported(text, "refs.bib")
    assert (work.key, work.fields["ids"], len(work.listed)) == ("doe", "Doe20", 2)
    assert_law([work])


def test_a_citation_that_is_written_twice_keeps_both_keys() -> None:
    text = "@misc{%s, title={Counting Dusty Doorways of Kew}, author={Jane Doe}, year={2020}}\n"
    (work,) = exported(text % "doe" + text % "Doe20", "refs.bib")
    assert (work.key, work.fields["ids"]) == ("doe", "Doe20")
    other = text.replace("misc", "article").replace("}}", "}, journal={Dust}}")
    assert [work.key for work in exported(text % "doe" + other % "Doe20", "refs.bib")] == ["doe", "Doe20"]
