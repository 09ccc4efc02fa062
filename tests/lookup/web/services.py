"""The services that registries ask, after their contracts: each a handler over one small world of facts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from email.utils import formatdate
from xml.sax.saxutils import escape

from .server import Call, Reply, Web, moved, page

Record = dict[str, object]


@dataclass
class World:
    """What there is. Papers go by arXiv id, works by DOI, repositories by ``owner/name`` in lower case."""

    papers: dict[str, Record] = field(default_factory=dict)
    works: dict[str, Record] = field(default_factory=dict)
    handles: set[str] = field(default_factory=set)
    datacite: dict[str, Record] = field(default_factory=dict)
    repositories: dict[str, Record] = field(default_factory=dict)
    models: dict[str, Record] = field(default_factory=dict)
    published: dict[str, Record] = field(default_factory=dict)
    captures: dict[str, str] = field(default_factory=dict)

    def serve(self, web: Web) -> None:
        """Put all services on the web."""
        web.serve("export.arxiv.org", self.arxiv)
        web.serve("oaipmh.arxiv.org", self.oai)
        web.serve("api.datacite.org", self.datacite_api)
        web.serve("api.crossref.org", self.crossref)
        web.serve("doi.org", self.handle)
        web.serve("api.semanticscholar.org", self.semantic_scholar)
        web.serve("api.openalex.org", self.openalex)
        web.serve("api.github.com", self.github)
        web.serve("github.com", self.github_page)
        web.serve("archive.web.test", self.wayback)
        web.serve("huggingface.co", self.hugging_face)
        for control in ("example.com", "www.wikipedia.org"):
            web.serve(control, lambda call: page("Example Domain"))

    def paper(self, value: str, title: str, **more: object) -> None:
        """Add a paper of arXiv."""
        self.papers[value] = {
            "title": title,
            "authors": ["Ann Author"],
            "published": "2023-01-02",
            "version": 1,
            **more,
        }

    def arxiv(self, call: Call) -> Reply:
        """Answer in an order of its own; leave out what is unknown; fail whole on a malformed id."""
        ids = [one for one in call.query.get("id_list", "").split(",") if one]
        for one in ids:
            if not re.fullmatch(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?", one):
                return _atom(400, _ENTRY_OF_ERROR.format(one), 1)
        limit = int(call.query.get("max_results", 10))
        entries = []
        for one in sorted(ids, reverse=True)[:limit]:
            bare, _, version = one.partition("v")
            record = self.papers.get(bare)
            if record is not None and int(version or 1) <= int(str(record["version"])):
                entries.append(_entry(bare, record, int(version) if version else None))
        return _atom(200, "".join(entries), len(entries))

    def oai(self, call: Call) -> Reply:
        """Answer for one paper, its versions with their source types."""
        value = call.query["identifier"].removeprefix("oai:arXiv.org:")
        record = self.papers.get(value)
        if record is None:
            return Reply(200, "<OAI-PMH><error code='idDoesNotExist'>no</error></OAI-PMH>", _XML)
        kinds = record.get("source_types") or ["D"] * int(str(record["version"]))
        assert isinstance(kinds, list)
        versions = "".join(
            f'<version version="v{number}"><date>x</date><size>1kb</size><source_type>{kind}</source_type></version>'
            for number, kind in enumerate(kinds, 1)
        )
        return Reply(200, f"<OAI-PMH><arXivRaw><id>{value}</id>{versions}</arXivRaw></OAI-PMH>", _XML)

    def datacite_api(self, call: Call) -> Reply:
        """Answer lists in any order without the unknown; pages of 25 unless told."""
        known = {f"10.48550/arxiv.{value}": record for value, record in self.papers.items()} | self.datacite
        if call.path != "/dois":
            doi = call.path.removeprefix("/dois/").replace("%2F", "/").replace("%2C", ",").lower()
            if doi not in known:
                return _json(
                    {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404
                )
            return _json({"data": _datacite(doi, known[doi])})
        asked = [doi.lower() for doi in call.query["ids"].split(",")]
        size = int(call.query.get("page[size]", 25))
        found = [_datacite(doi, known[doi]) for doi in reversed(asked) if doi in known][:size]
        return _json({"data": found, "meta": {"total": len(found)}})

    def crossref(self, call: Call) -> Reply:
        """Answer lists in any order without the unknown; twenty rows unless told; and a search."""
        if call.path != "/works":
            doi = call.path.removeprefix("/works/").replace("%2F", "/").replace("%2C", ",").lower()
            if doi not in self.works:
                return Reply(404, "Resource not found.", {"Content-Type": "text/plain"})
            return _json({"status": "ok", "message-type": "work", "message": {"DOI": doi, **self.works[doi]}})
        rows = int(call.query.get("rows", 20))
        if "filter" in call.query:
            asked = [part.removeprefix("doi:").lower() for part in call.query["filter"].split(",")]
            found = [doi for doi in sorted(asked) if doi in self.works]
        else:
            words = set(call.query["query.bibliographic"].lower().split())
            found = [doi for doi, work in self.works.items() if words & set(_title(work).lower().split())]
        items = [{"DOI": doi.upper(), **self.works[doi]} for doi in found[:rows]]
        return _json(
            {"status": "ok", "message-type": "work-list", "message": {"total-results": len(found), "items": items}}
        )

    def handle(self, call: Call) -> Reply:
        """Say whether a DOI exists."""
        doi = call.path.removeprefix("/api/handles/").lower()
        if doi in self.handles or doi in self.works or doi in self.datacite:
            return _json({"responseCode": 1, "handle": doi, "values": [{"index": 1, "type": "URL"}]})
        return _json({"responseCode": 100, "handle": doi}, 404)

    def semantic_scholar(self, call: Call) -> Reply:
        """Answer by position, null for the unknown; 400 when all are; and the best match for a title."""
        if call.path.endswith("/paper/search/match"):
            wanted = call.query["query"].lower()
            found = [record for record in self.published.values() if str(record["title"]).lower() == wanted]
            if not found:
                return _json({"error": "Title match not found"}, 404)
            return _json({"data": found[:1]})
        ids = [one.removeprefix("ARXIV:") for one in json.loads(call.body)["ids"]]
        answers = [self.published.get(one) for one in ids]  # arXiv ids alone, all others with their prefix
        if not any(answers) or "" in ids:
            return _json({"error": "No valid paper ids given"}, 400)
        return _json(answers)

    def openalex(self, call: Call) -> Reply:
        """Find nothing, for those who have a key."""
        return _json({"meta": {"count": 0}, "results": []} if call.query.get("api_key") else {}, 200)

    def github(self, call: Call) -> Reply:
        """Answer a query of aliases; 200 with partial data and errors."""
        if not call.headers.get("authorization"):
            return _json({"message": "This endpoint requires you to be authenticated."}, 401)
        variables = json.loads(call.body)["variables"]
        data: Record = {}
        errors = []
        for number in range(len(variables) // 2):
            name = f"{variables[f'o{number}']}/{variables[f'n{number}']}".lower()
            record = self.repositories.get(name)
            data[f"r{number}"] = None
            if record is None:
                message = f"Could not resolve to a Repository with the name '{name}'."
                errors.append({"type": "NOT_FOUND", "path": [f"r{number}"], "message": message})
            else:
                data[f"r{number}"] = {"nameWithOwner": record["name"], "isArchived": bool(record.get("archived"))}
        return _json({"data": data, **({"errors": errors} if errors else {})})

    def github_page(self, call: Call) -> Reply:
        """Serve a repository's page; the old name redirects."""
        name = "/".join(call.path.strip("/").split("/")[:2])
        record = self.repositories.get(name.lower())
        if record is None:
            return page("Page not found · GitHub", status=404)
        if str(record["name"]).lower() != name.lower():
            return moved(f"https://github.com/{record['name']}")
        return page(f"GitHub - {record['name']}")

    def wayback(self, call: Call) -> Reply:
        """Answer with the one copy of a page, if it has one."""
        when = self.captures.get(call.query["url"])
        place = {"available": True, "status": "200", "timestamp": when, "url": f"http://web.archive.org/web/{when}/x"}
        return _json({"archived_snapshots": {"closest": place} if when else {}})

    def hugging_face(self, call: Call) -> Reply:
        """Answer for one model or data set; the missing looks like the private."""
        name = re.sub(r"^/api/(?:models/)?", "", call.path)
        record = self.models.get(name)
        if record is None:
            return Reply(401, '{"error": "Invalid username or password."}', {**_JSON, "X-Error-Code": "RepoNotFound"})
        if record["id"] != name.removeprefix("datasets/"):
            return moved(f"/api/models/{record['id']}", 307)
        return _json(record)


def _title(work: Record) -> str:
    title = work["title"]
    assert isinstance(title, list)
    return " ".join(title)


_JSON = {"Content-Type": "application/json; charset=utf-8"}
_XML = {"Content-Type": "text/xml; charset=utf-8"}
_ENTRY_OF_ERROR = (
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{0}</id><title>Error</title>"
    "<summary>incorrect id format for {0}</summary><author><name>arXiv api core</name></author></entry>"
)


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value), {**_JSON, "Date": formatdate(usegmt=True)})


def _atom(status: int, entries: str, total: int) -> Reply:
    text = (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        ' xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>'
        f"<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"
    )
    return Reply(status, text, {"Content-Type": "application/atom+xml; charset=UTF-8"})


def _entry(value: str, record: Record, version: int | None) -> str:
    latest = int(str(record["version"]))
    shown = version or latest
    earlier = record.get("former") or {}
    title = earlier.get(shown, record["title"]) if isinstance(earlier, dict) else record["title"]
    parts = [
        f"<id>http://arxiv.org/abs/{value}v{shown}</id><title>{escape(str(title))}</title>",
        f"<updated>{record.get('updated') or record['published']}T12:00:00Z</updated>",
        f'<link href="https://arxiv.org/abs/{value}v{shown}" rel="alternate" type="text/html"/>',
        f"<published>{record['published']}T12:00:00Z</published>",
    ]
    for name, tag in (("comment", "comment"), ("journal_ref", "journal_ref"), ("doi", "doi")):
        if record.get(name):
            parts.append(f"<arxiv:{tag}>{escape(str(record[name]))}</arxiv:{tag}>")
    if record.get("abstract"):
        parts.append(f"<summary>{escape(str(record['abstract']))}</summary>")
    if record.get("category"):
        parts.append(f'<arxiv:primary_category term="{record["category"]}"/>')
    authors = record["authors"]
    assert isinstance(authors, list)
    parts += [f"<author><name>{escape(name)}</name></author>" for name in authors]
    return "<entry>" + "".join(parts) + "</entry>"


def _datacite(doi: str, record: Record) -> Record:
    authors = record.get("authors") or []
    assert isinstance(authors, list)
    dates = [{"date": record.get("published"), "dateType": "Submitted", "dateInformation": "v1"}]
    creators = [
        {"name": f"{name.split()[-1]}, {' '.join(name.split()[:-1])}", "nameType": "Personal"} for name in authors
    ]
    attributes = {"doi": doi, "titles": [{"title": record["title"]}], "creators": creators, "dates": dates}
    return {"id": doi, "type": "dois", "attributes": attributes}
