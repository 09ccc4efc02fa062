"""The rule shared-link."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from litlint import regex as re
from litlint.matching.evidence import are_of_one_family
from litlint.matching.listings import ListedEntry, Listings, listings_of, url_key
from litlint.metadata.labels import role_of
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import short_name
from litlint.rule import Bad, Context, Entry, Finding, Good, Link, Related, Workspace, WorkspaceRule

# How many entries apart a link is still thought to have been copied from one to the other.
_NEAR = 2
# A repository that more works have serves them all: a framework, a series, a survey's page.
_MOST_WORKS = 3
# A title of so few words, one of them for code, is a label and names no work.
_LABEL_WORDS = 2
# Points for a copied link: that the URL is another work's whole name; that it is a page of one project, or spells several
# words of a title; that this work has a name of its own; that their authors are others; that the two are neighbours; that
# a repository is linked by two papers, while a tool and what is made with it may share one.
# Fewer points may be a framework or the repository of a group: ZeroQuant is in microsoft/DeepSpeed.
_NAME_IN_FULL, _OF_ONE_PROJECT, _OWN_NAME, _OTHER_AUTHORS, _NEIGHBOURS, _LARGE_ACCOUNT, _ENOUGH = 1, 1, 1, 3, 2, 1, 3
_TWO_PAPERS = 1
# A repository that is named by so many words of a title may be about their topic: `image-captioning`.
_WORDS_OF_A_TOPIC = 2
# An account with more repositories in the workspace is that of a company or a group, whose code serves many works.
_REPOSITORIES_OF_A_PERSON = 3
_CODE_HOSTS = frozenset({"bitbucket.org", "github.com", "gitlab.com", "huggingface.co"})
# A word that calls a work, in titles and in names of repositories.
_LONG_WORD = 4
_STARS = re.compile(
    r"img\.shields\.io/github/(?:stars|last-commit|forks)/([\w.-]+)/([\w.-]+?)(?:\.svg|\.png)?(?:[?#&]|\Z)"
)
_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset("the a an of for and in on to with by from via using code paper official pytorch".split())


@dataclass(frozen=True, slots=True)
class _Holder:
    """An entry that has a link; ``index`` counts the entries of the workspace."""

    index: int
    listing: ListedEntry
    link: Link


class SharedLink(WorkspaceRule):
    """An entry has another work's link, two entries have each other's, or a star badge counts another repository's stars.

    Entries are made by copying one that is there; what is not replaced stays. A link to code or to a project's page that
    two works share, anywhere in the workspace, is reported when it has the name of one of them only and there is a second
    sign: the other has a name of its own, other authors, or is a neighbour. One repository that serves several works is
    right.

    Give the entry its own link, or remove the link.
    """

    examples = (
        Bad(
            "- **GardenNet: Deep Networks for Gardens**\n  - Jane Doe, John Roe\n"
            "  - [[Paper]](https://arxiv.org/abs/2001.01234)\n  - [[Code]](https://github.com/doe/gardennet)\n"
            "- **Fast Sorting of Very Long Lists**\n  - Ann Other, Bob Else\n"
            "  - [[Paper]](https://arxiv.org/abs/2002.04321)\n  - [[Code]](https://github.com/doe/gardennet)\n",
            finds="https://github.com/doe/gardennet",
        ),
        Bad(
            "|Title|Paper|Code|\n|--|--|--|\n"
            "|A Small Study of Gardens|[[pdf]](https://arxiv.org/abs/2001.01234)|[[gardens]](https://github.com/doe/gardens) "
            "![](https://img.shields.io/github/stars/roe/sorting.svg?style=social)|\n",
            finds="roe/sorting",
        ),
        Bad(
            "- [GardenNet: Deep Networks](https://arxiv.org/abs/2001.01234) [[code](https://github.com/doe/frogsort)]\n"
            "- [A Study of Clouds](https://arxiv.org/abs/2001.01235) [[code](https://github.com/roe/mist)]\n"
            "- [Lists with FrogSort](https://arxiv.org/abs/2001.01236) [[code](https://github.com/lee/gardennet-torch)]\n",
            finds=("https://github.com/doe/frogsort", "https://github.com/lee/gardennet-torch"),
        ),
        Good(
            "- [GardenNet: Deep Networks](https://arxiv.org/abs/2001.01234) [[code](https://github.com/doe/frogsort)]\n"
            "- [Lists with FrogSort](https://arxiv.org/abs/2001.01236) [[code](https://github.com/lee/clouds)]\n"
        ),
        Good(
            "- ZeRO-Inference: Large Models for Everyone [[code](https://github.com/acme/deep)]\n"
            "- DeepKernels: Fast Kernels for Inference [[code](https://github.com/acme/deep)]\n"
        ),
        Good(
            "- [GardenNet: Deep Networks for Gardens](https://arxiv.org/abs/2001.01234) [[code](https://github.com/doe/gardennet)]\n"
            "- [GardenNet v2: Deeper Networks](https://arxiv.org/abs/2101.01234) [[code](https://github.com/doe/gardennet)]\n"
        ),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        listings = listings_of(workspace)
        holders: dict[str, list[_Holder]] = {}
        accounts: Counter[str] = Counter()
        for index, listing in enumerate(listings.entries):
            title = listing.entry.title.value
            if role_of(title) == "code" and len(title.split()) <= _LABEL_WORDS:
                continue  # `Python code`, below the book that it is of
            for key, link in _other_links(listing.entry).items():
                holders.setdefault(key, []).append(_Holder(index, listing, link))
            yield from self._badges(listing.entry)
        accounts.update(_account(key) for key in holders)
        for key, group in holders.items():
            works = _works(listings, group) if len(group) > 1 else []
            if 1 < len(works) <= _MOST_WORKS:
                yield from self._check_works(key, works, listings, accounts[_account(key)])
        yield from self._exchanged({key: group[0] for key, group in holders.items() if len(group) == 1})

    def _exchanged(self, alone: Mapping[str, _Holder]) -> Iterator[Finding]:
        """Find two entries of which each has the repository that is called like the other."""
        by_word: dict[str, list[str]] = {}
        for key, holder in alone.items():
            if key.partition("/")[0] in _CODE_HOSTS:
                for word in set(_words_of(holder.listing.entry)):
                    by_word.setdefault(word, []).append(key)

        def named_after(key: str) -> set[str]:
            """Return the links of the entries in whose titles a word of a repository's name is that few others have."""
            rare = [by_word.get(word, []) for word in _WORD.findall(key.rpartition("/")[2]) if len(word) >= _LONG_WORD]
            return {other for some in rare if len(some) <= _MOST_WORKS for other in some}

        for key, holder in alone.items():
            if key.partition("/")[0] not in _CODE_HOSTS or _has_name(key, holder.listing.entry):
                continue
            for other in sorted(named_after(key)):
                owner = alone[other]
                if key in named_after(other) and not _has_name(other, owner.listing.entry):
                    yield self.finding(
                        holder.link.url_span,
                        f'this repository is called like "{owner.listing.entry.title.value}" '
                        f"({_place(owner, holder)}), whose own link is called like this work",
                        help="were the two exchanged?",
                        related=[Related(owner.link.url_span, "the other link")],
                    )

    def _check_works(
        self, key: str, works: Sequence[Sequence[_Holder]], listings: Listings, of_account: int
    ) -> Iterator[Finding]:
        named = [work for work in works if _has_name(key, work[0].listing.entry)]
        if len(named) == 1:
            for work in works:
                if work is not named[0]:
                    yield from self._check_pair(key, work, named[0], listings, of_account)
        elif len(works) == 2 and len(named) != 1:
            yield from self._check_unnamed(works[1], works[0], listings)

    def _check_pair(
        self, key: str, work: Sequence[_Holder], owner: Sequence[_Holder], listings: Listings, of_account: int
    ) -> Iterator[Finding]:
        """Judge a work that shares a link with the only one whose name the URL has."""
        judgements = [listings.judge(one.listing, other.listing) for one in work for other in owner]
        right, wrong = owner[0], work[0]
        if any(one.verdict == "same" or one.authors_agree for one in judgements):
            return
        if any(_mentions_owner(key, one.listing.entry) for one in work) or _are_related(wrong, right, listings):
            return
        points = _NAME_IN_FULL * _is_whole_name(key, right.listing.entry)
        points += _OF_ONE_PROJECT * (_is_of_one_project(key, right.listing.entry))
        points += _OWN_NAME * bool(wrong.listing.description.names)
        points += _OTHER_AUTHORS * any(one.authors_differ for one in judgements)
        points += _NEIGHBOURS * any(_are_near(one, other) for one in work for other in owner)
        is_code = key.partition("/")[0] in _CODE_HOSTS
        points += _TWO_PAPERS * bool(is_code and wrong.listing.claim and right.listing.claim)
        points -= _LARGE_ACCOUNT * (of_account > _REPOSITORIES_OF_A_PERSON)
        if points < _ENOUGH:
            return
        for holder in work:
            if _fragment(holder.link) != _fragment(right.link):
                continue  # two places on one page
            label = "".join(_WORD.findall(holder.link.label.casefold()))
            if label not in (_last(key), "".join(_WORD.findall(key.rpartition("/")[2]))):
                # Whoever wrote the own name of a repository or a site as the label meant it.
                yield self._shared(holder, right, "it has that work's name")

    def _check_unnamed(
        self, work: Sequence[_Holder], other: Sequence[_Holder], listings: Listings
    ) -> Iterator[Finding]:
        """Judge two works of which the URL names none, or both: only neighbours are thought to be copied.

        Two places on one page, or two pages of one book, are two links.
        """
        holder, first = work[0], other[0]
        if len(work) > 1 or len(other) > 1 or _fragment(holder.link) != _fragment(first.link):
            return
        judgement = listings.judge(holder.listing, first.listing)
        series = _without_number(holder) == _without_number(first)
        if judgement.verdict == "same" or judgement.authors_agree or series:
            return
        next_to = holder.listing.document is first.listing.document and abs(holder.index - first.index) == 1
        if next_to and judgement.authors_differ:
            yield self._shared(holder, first, "the two works have no author in common")
        elif holder.listing.entry.section == first.listing.entry.section and all(
            _is_title_link(one) and not one.listing.entry.kind.is_row for one in (holder, first)
        ):
            yield self._shared(holder, first, "both titles lead there")

    def _shared(self, wrong: _Holder, right: _Holder, why: str) -> Finding:
        title = right.listing.entry.title.value
        return self.finding(
            wrong.link.url_span,
            f'this is also the link of "{title}" ({_place(right, wrong)}), and {why}',
            help=f'was it copied from there? Give "{wrong.listing.entry.title.value}" its own link, or none',
            related=[Related(right.link.url_span, "the same link")],
        )

    def _badges(self, entry: Entry) -> Iterator[Finding]:
        codes = [link for link in entry.links if not link.is_image and _repository(link)]
        if len({_repository(link) for link in codes}) != 1:
            return
        for link in entry.links:
            shown = _STARS.search(link.url) if link.is_image else None
            if shown and shown[2].lower() != _repository(codes[0]):
                name = f"{shown[1]}/{shown[2]}"
                at = link.url_span.text.find(name)
                yield self.finding(
                    link.url_span.sub(at, at + len(name)) if at >= 0 else link.url_span,
                    f"the badge counts {name}, but the code link is {codes[0].url}",
                    help="use the repository of the code link in the badge",
                    related=[Related(codes[0].url_span, "the code link")],
                )


def _without_number(holder: _Holder) -> str:
    """Return the title of a holder without its numbers: `Frog Census 1` and `Frog Census 2` are parts of a series."""
    return " ".join(word for word in normalize_title(holder.listing.entry.title.value).split() if not word.isdigit())


def _place(holder: _Holder, seen_from: _Holder) -> str:
    """Return where a link is, in words, as one reads it beside another."""
    line = holder.link.span.line
    inside = holder.listing.document is seen_from.listing.document
    return f"line {line}" if inside else f"{holder.link.span.path}:{line}"


def _fragment(link: Link) -> str:
    return link.url.partition("#")[2]


def _repository(link: Link) -> str | None:
    """Return the name of the GitHub repository that a link leads to, without its owner, who may have changed."""
    identifier = link.identifier
    is_code = identifier is not None and identifier.scheme == "github"
    return identifier.value.partition("/")[2].lower() if identifier is not None and is_code else None


def _other_links(entry: Entry) -> dict[str, Link]:
    """Return an entry's links that name no work, by what they lead to."""
    found: dict[str, Link] = {}
    for link in entry.links:
        identifier = link.identifier
        if link.is_image or not link.is_outside or (identifier is not None and identifier.is_work):
            continue
        found.setdefault(url_key(link.url).lower(), link)
    return found


def _has_name(key: str, entry: Entry) -> bool:
    """Say whether a URL is made of words of the title, its short name, its initials, or an author's name."""
    owner = _account(key)
    # Shorter surnames are in other words by chance.
    if entry.authors is not None and any(
        len(word) > 4 and word in owner for word in normalize_title(entry.authors.value).split()
    ):
        return True
    words = _words_of(entry)
    joined = "".join(words)
    for part in _parts(key):
        tokens = [
            token for token in _WORD.findall(part) if len(token) > 1 and token not in _PLAIN and not token.isdigit()
        ]
        if any(len(token) > 2 and token in words for token in tokens) or (len(part) > 4 and "".join(tokens) in joined):
            return True
    last = _last(key)
    # Two letters are the initials of too many titles, and longer names are words.
    return 3 <= len(last) <= 6 and _are_initials(last, words)


def _is_whole_name(key: str, entry: Entry) -> bool:
    """Say whether the end of a URL is the whole short name of a work, or several words of its title that follow each other."""
    names = (short_name(entry.title.value), entry.name.value if entry.name else None, entry.title.value)
    if any(name and "".join(_WORD.findall(name.casefold())) == _last(key) for name in names):
        return True
    return _spells_title(key, entry)


def _spells_title(key: str, entry: Entry) -> bool:
    """Say whether the end of a URL is several words of a title that follow each other, some of them by their initials."""
    return _spelled(key, entry) > 1


def _spelled(key: str, entry: Entry) -> int:
    """Return how many words the end of a URL has if all of them spell a part of the title, as ``gnns-at-scale``; else none."""
    tokens = [token for token in _WORD.findall(_parts(key)[-1]) if token not in _PLAIN]
    words = _words_of(entry)
    if not 1 < len(tokens) <= len(words):
        return 0
    return len(tokens) if any(_spell(tokens, words[start:]) for start in range(len(words))) else 0


def _spell(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether each token is the next word, or the initials of the next words: ``gnns`` of graph neural networks."""
    at = 0
    for token in tokens:
        letters = token.removesuffix("s")
        if words[at : at + 1] == [token]:
            at += 1
        elif len(letters) > 1 and "".join(word[0] for word in words[at : at + len(letters)]) == letters:
            at += len(letters)
        else:
            return False
    return True


def _is_of_one_project(key: str, entry: Entry) -> int:
    """Return how sure it is that a URL is no framework's: a project's page, or a repository named after a title.

    One of three words of a title is certainly that of its paper.
    """
    spelled = _spelled(key, entry)
    return 2 if spelled > _WORDS_OF_A_TOPIC else int(spelled > 0 or key.partition("/")[0] not in _CODE_HOSTS)


def _are_related(wrong: _Holder, right: _Holder, listings: Listings) -> bool:
    """Say whether two works may rightly share a repository: of one family or subject, or a tool and a paper about it."""
    one, other = wrong.listing, right.listing
    if one.claim is not None and other.claim is None:
        return True
    if any(are_of_one_family(a, b) for a in one.description.names for b in other.description.names):
        return True
    return bool(listings.vocabulary.compare(one.entry.title.value, other.entry.title.value).telling)


def _words_of(entry: Entry) -> list[str]:
    name = normalize_title(entry.name.value) if entry.name else ""
    return [word for word in f"{name} {normalize_title(entry.title.value)}".split() if word not in _PLAIN]


def _parts(key: str) -> list[str]:
    """Return the parts of a URL's path; of a site without one the name of its host: `frogbench` of frogbench.github.io."""
    host, _, path = key.partition("/")
    return path.split("/") if path else host.split(".")[:1]


def _last(key: str) -> str:
    return "".join(_WORD.findall(_parts(key)[-1]))


def _are_initials(letters: str, words: Sequence[str]) -> bool:
    left = [word[0] for word in words]
    for letter in letters:
        if letter not in left:
            return False
        left.remove(letter)
    return True


def _mentions_owner(key: str, entry: Entry) -> bool:
    """Say whether an entry's own words name the owner of a repository: a laboratory, a company, an author."""
    owner = _account(key)
    text = re.sub(r"\]\([^)]*\)|https?://\S+", " ", entry.span.text).casefold()
    return any(len(word) > 3 and (word in owner or owner in word) for word in _WORD.findall(text)) if owner else False


def _account(key: str) -> str:
    """Return the account that a repository belongs to, or the first part of a path."""
    return "".join(_WORD.findall(key.split("/")[1])) if "/" in key else ""


def _works(listings: Listings, group: Sequence[_Holder]) -> list[list[_Holder]]:
    """Divide the holders of a link into those of one work; no works if too many titles have it to be an error."""
    works: list[list[_Holder]] = []
    for holder in group:
        own = next((work for work in works if _is_one_work(work[0].listing, holder.listing, listings)), None)
        if own is not None:
            own.append(holder)
        elif len(works) < _MOST_WORKS:
            works.append([holder])
        else:
            return []
    return works


def _is_one_work(one: ListedEntry, other: ListedEntry, listings: Listings) -> bool:
    same_id = one.claim is not None and other.claim is not None and one.claim.work == other.claim.work
    return same_id or listings.judge(one, other).titles in ("same", "close")


def _are_near(one: _Holder, other: _Holder) -> bool:
    return one.listing.document is other.listing.document and abs(one.index - other.index) <= _NEAR


def _is_title_link(holder: _Holder) -> bool:
    title = holder.listing.entry.title.span
    return title.start < holder.link.span.end and holder.link.span.start < title.end
