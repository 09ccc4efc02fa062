"""The rule slug-mismatch."""

from collections.abc import Iterator
from urllib.parse import unquote

from litlint import regex as re
from litlint.matching.description import describe_entry
from litlint.matching.work_references import paper_links
from litlint.metadata.normalize import Words, is_ideographic, normalize_title, stem_prefix, total_weight, weight
from litlint.rule import Bad, Context, Entry, Finding, Good, Rule

_CVF = "https://openaccess.thecvf.com/content/CVPR2020/papers/Roe_{}_CVPR_2020_paper.pdf"
# openaccess.thecvf.com: first author, the words of the title, conference, year. The words may break off early.
_CVF_PATH = re.compile(r"[^_]+_(?P<words>.+)_(?:CVPR|ICCV|WACV|ECCV|ACCV)W?_\d{4}_paper", re.I)
# papers.nips.cc until 2019: a number and the words of the title.
_NEURIPS = re.compile(r"\d{1,5}-(?P<words>[a-z0-9-]+)", re.I)
_SITES = (("openaccess.thecvf.com/", _CVF_PATH), ("ips.cc/paper/", _NEURIPS))
# An entry says enough of its work with two telling words. A URL needs three: some sites write the author's given name and
# only the first words of the title, which a paper may have changed before it was printed.
_LEAST_WEIGHT, _LEAST_WEIGHT_OF_URL = 2.0, 3.0
# Letters from which a word that is found inside a run of glued words is no accident.
_SHORTEST_PART = 4
_TELLING = 1.0  # everyday words of research weigh less
_MOST_SHARED = 0.5  # two titles of everyday words alone are one title if they have half of them, by weight


class SlugMismatch(Rule):
    """The URL of an entry's paper spells out another title than the entry's.

    Some sites write the words of a paper's title into its URL. Where the entry has none of them, everyday words of
    research left out, the link was most likely copied from another entry.

    Use the URL of the paper that the title names.
    """

    examples = (
        Bad(
            f"- [Counting Garden Birds at Dawn]({_CVF.format('Sorting_Very_Long_Lists_on_Magnetic_Tapes')}), CVPR 2020\n",
            finds="Sorting_Very_Long_Lists_on_Magnetic_Tapes",
        ),
        Bad(
            "- Counting Garden Birds at Dawn [[paper](https://papers.nips.cc/paper/5656-sorting-very-long-lists-on-tape.pdf)]\n",
            finds="sorting-very-long-lists-on-tape",
        ),
        Good(
            f"- [Counting Birds in Garden Song at Dawn]({_CVF.format('BirdCounter_Telling_Songs_Apart_Before_Sunrise')})\n"
        ),
        Bad(
            "- Learning the Songs of Birds [[pdf](https://papers.nips.cc/paper/5657-learning-to-sort-tapes-on-magnets.pdf)]\n",
            finds="learning-to-sort-tapes-on-magnets",
        ),
        Good(
            "- [Inverse Reinforcement Learning with Gaussian Processes](https://papers.nips.cc/paper/4420-"
            "nonlinear-inverse-reinforcement-learning-with-gaussian-processes), 2011\n"
        ),
        Good(f"- [TapeSort]({_CVF.format('Sorting_Very_Long_Lists_on_Magnetic_Tapes')}), CVPR 2020\n"),
        Good(f"- [给花园里的鸟计数]({_CVF.format('Counting_Garden_Birds_at_Dawn')}), CVPR 2020\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        slugs = [
            (link, found)
            for link in entry.links
            if (found := _title_in(link.url)) and total_weight(found[0]) >= _LEAST_WEIGHT_OF_URL
        ]
        if not slugs or is_ideographic(entry.title.value):
            return
        stated, papers = _stated(entry), {link.span for link in paper_links(entry)}
        for link, (words, start, end) in slugs:
            if link.span in papers and total_weight(stated) >= _LEAST_WEIGHT and not _share(words, stated):
                yield self.finding(
                    link.place(start, end),
                    f'the URL of the paper spells another title: "{" ".join(words)}"',
                    help="it shares no telling word with this entry; use the URL of the paper that the title names",
                )


def _stated(entry: Entry) -> Words:
    """Return the words of an entry: its title, name and citations, and all else that a reader sees in it."""
    titles = [citation.title.value for citation in entry.all_citations if citation.title is not None]
    return tuple(f"{normalize_title(' '.join(titles))} {describe_entry(entry).text}".split())


def _share(words: Words, others: Words) -> bool:
    """Say whether two titles have any word in common that few titles have, or part of one, or half of all their words.

    A few words that half the papers of a field have in their titles prove nothing.
    """
    roots = {stem_prefix(word) for word in others}
    glued = "".join(others)
    shared = [word for word in words if stem_prefix(word) in roots or (len(word) >= _SHORTEST_PART and word in glued)]
    telling = any(weight(word) >= _TELLING for word in shared)
    return telling or total_weight(tuple(shared)) >= _MOST_SHARED * total_weight(words)


def _title_in(url: str) -> tuple[Words, int, int] | None:
    """Return the words of the title that a paper's URL spells out, and the offsets of them; None for other URLs."""
    form = next((form for site, form in _SITES if site in url), None)
    if form is None:
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    found = form.match(path, path.rfind("/") + 1)
    if found is None:
        return None
    words = tuple(normalize_title(re.sub(r"[_-]", " ", unquote(found["words"]))).split())
    return words, *found.span("words")
