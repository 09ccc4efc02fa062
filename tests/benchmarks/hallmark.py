"""How many invented and spoilt citations of HALLMARK are found, and how many right ones are blamed.

HALLMARK (https://github.com/rpatrik96/hallmark, MIT) is a benchmark of citations of papers, one JSON object a line. Only its
development split is meant here: `dev_public.jsonl`. Run by hand:

    PYTHONPATH=. python tests/benchmarks/hallmark.py dev_public.jsonl                  # by registries on loopback
    PYTHONPATH=. python tests/benchmarks/hallmark.py dev_public.jsonl --index FILE     # by an offline index alone

The registries know the entries that are right, in the forms that Crossref, DataCite and Semantic Scholar give, and say of
all else that they have no such thing. An entry counts as found if a rule warns of what it says of the work: one of the
families facts, entry and identifiers. Those of the family citation, which warn of how BibTeX is written, do not count.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from litlint.api import check_text
from litlint.lookup.index.answers import index_facts
from litlint.lookup.index.store import PaperIndex
from litlint.lookup.lockfile import load_lock
from litlint.lookup.questions import questions_of
from litlint.lookup.registries import service_classes
from litlint.lookup.settings import RegistrySettings, Settings
from litlint.lookup.update import update_lock
from litlint.metadata.venues import read_venue
from litlint.model.facts import Facts
from litlint.model.finding import Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.project import today
from tests.lookup.web.server import TLS, Web
from tests.lookup.web.services import World

_ARXIV = "10.48550/arxiv."


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")


def citation(entry: dict[str, object]) -> str:
    """Return an entry as BibTeX."""
    fields = entry["fields"]
    assert isinstance(fields, dict)
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{entry['bibtex_type']}{{{entry['bibtex_key']},\n{lines}}}\n"


def world_of(entries: list[dict[str, object]]) -> World:
    """Return registries that know some entries; by full names of venues, as registries give them."""
    world = World()
    for number, entry in enumerate(entries):
        fields = entry["fields"]
        assert isinstance(fields, dict)
        names = fields["author"].split(" and ")
        doi = fields.get("doi", "").lower()
        venue = fields.get("booktitle") or fields.get("journal") or ""
        known = read_venue(venue)
        shown = max(known.names, key=len) if known is not None and known.names else venue
        if doi.startswith(_ARXIV):
            value = doi.removeprefix(_ARXIV).partition("v")[0]
            world.paper(value, fields["title"], authors=names, published=f"{fields['year']}-01-02")
        elif doi:
            world.works[doi] = {
                "title": [fields["title"]],
                "author": [{"given": " ".join(name.split()[:-1]), "family": name.split()[-1]} for name in names],
                "issued": {"date-parts": [[int(fields["year"])]]},
                "container-title": [f"{shown} {fields['year']}"] if shown else [],
            }
        world.published[str(number)] = {
            "title": fields["title"],
            "authors": [{"name": name} for name in names],
            "year": int(fields["year"]),
            "venue": shown,
            "externalIds": {"DOI": doi} if doi and not doi.startswith(_ARXIV) else {},
        }
    return world


def facts_of(entries: list[dict[str, object]], texts: list[str]) -> Facts:
    """Ask the registries about all entries and return what they say."""
    os.environ["REQUESTS_CA_BUNDLE"] = str(TLS / "ca.pem")
    web, world = Web(), world_of([entry for entry in entries if entry["label"] == "VALID"])
    world.serve(web)
    at_once = {service.key: RegistrySettings(pace=0.0) for service in service_classes()}
    documents = [read_document(Source(f"{number}.bib", text)) for number, text in enumerate(texts)]
    questions = questions_of(documents)
    with TemporaryDirectory() as name:
        lock = Path(name) / "papers.lock"
        update = update_lock(lock, questions, questions.keys(), Settings(registries=at_once), guard=web.guard())
        web.close()
        for one in update.unchecked:
            say(f"not answered: {one}")
        return load_lock(lock).facts(today())


def rules_that_warn(text: str, facts: Facts, index: PaperIndex | None) -> list[str]:
    """Return the rules that warn of a citation by itself."""
    if index is not None:
        facts = index_facts([read_document(Source("refs.bib", text))], index, facts)
    report = check_text(text, "refs.bib", facts=facts)
    families = ("facts", "entry", "identifiers")
    return sorted({f.rule for f in report.findings if f.family in families and f.severity is not Severity.NOTE})


def main() -> None:
    """Ask, and report by kind of fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    entries = [json.loads(line) for line in options.entries.read_text().splitlines()]
    texts = [citation(entry) for entry in entries]
    index = PaperIndex(options.index) if options.index else None
    facts = Facts(today()) if index is not None else facts_of(entries, texts)
    found: Counter[str] = Counter()
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds = Counter(entry.get("hallucination_type") or "right" for entry in entries)
    for entry, text in zip(entries, texts, strict=True):
        kind = entry.get("hallucination_type") or "right"
        warned = rules_that_warn(text, facts, index)
        found[kind] += bool(warned)
        rules[kind].update(warned)
        if options.verbose and bool(warned) == (kind == "right"):
            say(f"{kind}: {' '.join(warned) or 'nothing'}\n{text}")
    for kind, count in sorted(kinds.items()):
        say(f"{kind:24} {found[kind]:4} of {count:4}  {dict(rules[kind].most_common(5))}")
    spoilt = kinds.total() - kinds["right"]
    say(f"found {(found.total() - found['right']) / spoilt:.1%}, blamed wrongly {found['right'] / kinds['right']:.1%}")


if __name__ == "__main__":
    main()
