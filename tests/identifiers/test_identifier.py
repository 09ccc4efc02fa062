from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.identifiers.identifier import (
    Identifier,
    arxiv_id_text,
    arxiv_problem,
    doi_problem,
    find_identifiers,
    from_doi,
    from_eprint,
    identify,
    isbn_problem,
    issn_problem,
    value_range,
)
from litlint.identifiers.implied_venue import month_of, venue_of, year_of
from litlint.identifiers.schemes import SCHEMES
from litlint.identifiers.sites import SITES

HEX = "0123456789abcdef0123456789abcdef"
SHA = HEX + "01234567"
CITATION_BADGE = (
    "https://img.shields.io/badge/dynamic/json?label=c&url=https%3A%2F%2Fapi.semanticscholar.org%2Fv1%2Fpaper%2F"
)

# URL, what str() says of it, the part of the URL that is the identifier.
NAMED = [
    ("https://arxiv.org/abs/2209.11057", "arXiv:2209.11057", "2209.11057"),
    ("http://www.arxiv.org/pdf/2209.11057.pdf", "arXiv:2209.11057", "2209.11057"),
    ("https://arxiv.org/pdf/1706.03762v5", "arXiv:1706.03762", "1706.03762v5"),
    ("https://arxiv.org/pdf/1706.03762v5.pdf?download=1", "arXiv:1706.03762", "1706.03762v5"),
    ("https://arxiv.org/abs/2311.08252#:~:text=We%20introduce", "arXiv:2311.08252", "2311.08252"),
    ("https://arxiv.org/abs/2310.06816/", "arXiv:2310.06816", "2310.06816"),
    ("https://arxiv.org/abs/2310.06816.", "arXiv:2310.06816", "2310.06816"),
    ("https://arxiv.org/abs/2310.06816),", "arXiv:2310.06816", "2310.06816"),
    ("https://arxiv.org/abs/2310.06816%7D", "arXiv:2310.06816", "2310.06816"),
    ("https://ARXIV.org:443/ABS/arXiv:2310.06816", "arXiv:2310.06816", "2310.06816"),
    ("//arxiv.org/abs/2310.06816", "arXiv:2310.06816", "2310.06816"),
    ("arxiv.org/abs/2310.06816", "arXiv:2310.06816", "2310.06816"),
    ("https://export.arxiv.org/abs/math.GT/0309136v2", "arXiv:math/0309136", "math.GT/0309136v2"),
    ("https://arxiv.org/pdf/hep-th/9711200", "arXiv:hep-th/9711200", "hep-th/9711200"),
    ("https://arxiv.org/html/2401.00001v2/x1.png", "arXiv:2401.00001", "2401.00001v2"),
    ("https://arxiv.org/e-print/0704.0001", "arXiv:0704.0001", "0704.0001"),
    ("https://arxiv.org/ftp/arxiv/papers/2205/2205.02302.pdf", "arXiv:2205.02302", "2205.02302"),
    ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arXiv:1706.03762", "1706.03762"),
    ("https://ar5iv.org/abs/1706.03762", "arXiv:1706.03762", "1706.03762"),
    ("https://www.alphaxiv.org/overview/1706.03762v7", "arXiv:1706.03762", "1706.03762v7"),
    ("https://huggingface.co/papers/2312.11514", "arXiv:2312.11514", "2312.11514"),
    ("https://www.semanticscholar.org/arxiv/2312.11514", "arXiv:2312.11514", "2312.11514"),
    ("https://api.semanticscholar.org/arXiv:2312.11514", "arXiv:2312.11514", "2312.11514"),
    ("https://dblp.org/rec/journals/corr/abs-2310-09139.html", "arXiv:2310.09139", "2310-09139"),
    ("https://doi.org/10.48550/ARXIV.2302.01327v3", "arXiv:2302.01327", "2302.01327v3"),
    ("https://doi.org/10.1145/3600006.3613165", "doi:10.1145/3600006.3613165", "10.1145/3600006.3613165"),
    ("http://dx.doi.org/10.1145/3600006.3613165},", "doi:10.1145/3600006.3613165", "10.1145/3600006.3613165"),
    (
        "https://doi.org/10.1016/S0140-6736(97)11096-0",
        "doi:10.1016/s0140-6736(97)11096-0",
        "10.1016/S0140-6736(97)11096-0",
    ),
    (
        "https://doi.org/10.1016%2FS0140-6736%2897%2911096-0",
        "doi:10.1016/s0140-6736(97)11096-0",
        "10.1016%2FS0140-6736%2897%2911096-0",
    ),
    ("https://dl.acm.org/doi/abs/10.1145/3394486.3403370", "doi:10.1145/3394486.3403370", "10.1145/3394486.3403370"),
    (
        "https://dl.acm.org/doi/fullHtml/10.1145/3394486.3403370#sec-1",
        "doi:10.1145/3394486.3403370",
        "10.1145/3394486.3403370",
    ),
    ("https://dl.acm.org/doi/10.5555/3295222.3295349", "ACM:3295222.3295349", None),
    ("https://dl.acm.org/citation.cfm?doid=1&id=3295222.3295349", "ACM:3295222.3295349", "3295222.3295349"),
    ("https://link.springer.com/chapter/10.1007/978-3-030-36718-3_1", "doi:10.1007/978-3-030-36718-3_1", None),
    ("https://link.springer.com/content/pdf/10.1007/s11263-019-01247-4.pdf", "doi:10.1007/s11263-019-01247-4", None),
    ("https://www.nature.com/articles/s41586-021-03819-2.pdf", "doi:10.1038/s41586-021-03819-2", "s41586-021-03819-2"),
    ("https://www.nature.com/articles/323533a0", "doi:10.1038/323533a0", "323533a0"),
    (
        "https://www.science.org/doi/full/10.1126/science.aar6404",
        "doi:10.1126/science.aar6404",
        "10.1126/science.aar6404",
    ),
    (
        "https://rss.onlinelibrary.wiley.com/doi/10.1111/j.1467-9868.2005.00532.x/full",
        "doi:10.1111/j.1467-9868.2005.00532.x",
        None,
    ),
    ("https://www.tandfonline.com/doi/abs/10.1080/01621459.2017.1285773", "doi:10.1080/01621459.2017.1285773", None),
    ("https://www.biorxiv.org/content/10.1101/2020.05.05.079889v2.full.pdf", "doi:10.1101/2020.05.05.079889", None),
    (
        "https://academic.oup.com/bib/article/doi/10.1093/bib/bbz042/5447957",
        "doi:10.1093/bib/bbz042",
        "10.1093/bib/bbz042",
    ),
    (
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456",
        "doi:10.1371/journal.pone.0123456",
        None,
    ),
    ("https://zenodo.org/records/5196578", "doi:10.5281/zenodo.5196578", "5196578"),
    ("https://www.ijcai.org/proceedings/2019/0308.pdf", "doi:10.24963/ijcai.2019/308", "2019/0308"),
    ("https://aclanthology.org/2023.acl-long.1.pdf", "ACL:2023.acl-long.1", "2023.acl-long.1"),
    ("https://aclanthology.org/2022.findings-emnlp.79v2.pdf", "ACL:2022.findings-emnlp.79", None),
    ("https://www.aclweb.org/anthology/p19-1001/", "ACL:P19-1001", "p19-1001"),
    ("http://aclweb.org/anthology/P/P19/P19-1001.pdf", "ACL:P19-1001", "P19-1001"),
    ("https://openreview.net/forum?id=Nfl-iXa-y7R&noteId=x1", "OpenReview:Nfl-iXa-y7R", "Nfl-iXa-y7R"),
    ("https://openreview.net/pdf?referrer=a&id=Jpxd93u2vK-", "OpenReview:Jpxd93u2vK-", "Jpxd93u2vK-"),
    ("https://openreview.net/attachment?id=HygDF6NFPB&name=pdf", "OpenReview:HygDF6NFPB", "HygDF6NFPB"),
    ("http://proceedings.mlr.press/v97/rieck19a/rieck19a-supp.pdf", "PMLR:v97/rieck19a", "v97/rieck19a"),
    ("https://proceedings.mlr.press/v37/bai15.pdf", "PMLR:v37/bai15", "v37/bai15"),
    ("http://jmlr.org/proceedings/papers/v32/le14.html", "PMLR:v32/le14", "v32/le14"),
    ("https://raw.githubusercontent.com/mlresearch/v235/main/assets/liu24cb/liu24cb.pdf", "PMLR:v235/liu24cb", None),
    (f"https://papers.nips.cc/paper/2021/hash/{HEX}-Abstract.html", f"NeurIPS:2021/{HEX}", None),
    (
        f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HEX}-Paper-Conference.pdf",
        f"NeurIPS:2022/{HEX}",
        None,
    ),
    ("http://papers.nips.cc/paper/8143-a-small-detector.pdf", "NeurIPS:8143", "8143"),
    (f"https://proceedings.mlsys.org/paper_files/paper/2023/file/{HEX}-Paper-mlsys2023.pdf", f"MLSys:2023/{HEX}", None),
    ("https://www.usenix.org/conference/osdi22/presentation/yu", "USENIX:osdi22/yu", "osdi22/presentation/yu"),
    ("https://www.usenix.org/system/files/osdi23-wang-yuke.pdf", "USENIX:osdi23/wang-yuke", "osdi23-wang-yuke"),
    ("https://www.usenix.org/system/files/conference/osdi16/osdi16-abadi.pdf", "USENIX:osdi16/abadi", "osdi16-abadi"),
    ("https://www.usenix.org/system/files/sec22summer_carlini.pdf", "USENIX:usenixsecurity22/carlini", None),
    (
        "https://openaccess.thecvf.com/content/CVPR2021/html/Gao_Some_Title_CVPR_2021_paper.html",
        "CVF:cvpr2021/gao_some_title",
        None,
    ),
    (
        "http://openaccess.thecvf.com/content_cvpr_2018/papers/Zhou_A-B_C_CVPR_2018_paper.pdf",
        "CVF:cvpr2018/zhou_a-b_c",
        None,
    ),
    (
        "https://www.cv-foundation.org/openaccess/content_cvpr_2014/papers/E_S_2014_CVPR_paper.pdf",
        "CVF:cvpr2014/e_s",
        None,
    ),
    (
        "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123660477.pdf",
        "ECVA:2020/papers_ECCV/papers/123660477",
        None,
    ),
    ("https://jmlr.org/papers/volume25/23-0870/23-0870.pdf", "JMLR:25/23-0870", "25/23-0870"),
    ("https://www.jmlr.org/papers/v15/srivastava14a.html", "JMLR:15/srivastava14a", "15/srivastava14a"),
    ("https://ieeexplore.ieee.org/abstract/document/08545310", "IEEE:8545310", "08545310"),
    ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9097918", "IEEE:9097918", "9097918"),
    (f"https://www.semanticscholar.org/paper/Objects-as-%3A-Z/{SHA.upper()}?utm=1", f"S2:{SHA}", SHA.upper()),
    ("https://api.semanticscholar.org/CorpusID:268379206}", "S2:corpusid:268379206", "CorpusID:268379206"),
    (
        CITATION_BADGE + f"{SHA}%3Ffields%3DcitationCount",
        f"S2:{SHA}",
        SHA,
    ),
    ("https://pubmed.ncbi.nlm.nih.gov/31452104/", "PMID:31452104", "31452104"),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5391725/pdf/x.pdf", "PMCID:5391725", "5391725"),
    ("https://www.sciencedirect.com/science/article/abs/pii/S016786551200102x", "PII:S016786551200102X", None),
    ("https://ojs.aaai.org/index.php/AAAI/article/view/6058/5914", "AAAI:6058", "6058"),
    ("https://inria.hal.science/hal-01234567v2/document", "HAL:hal-01234567", "hal-01234567"),
    ("https://github.com/Foo/Bar.jl", "github:foo/bar.jl", "Foo/Bar.jl"),
    ("https://www.github.com/Foo/Bar.git/?tab=readme#top", "github:foo/bar", "Foo/Bar"),
    ("https://github.com/foo/bar/tree/main/x", "github:foo/bar", "foo/bar"),
    ("https://github.com/foo/bar.", "github:foo/bar", "foo/bar"),
    ("https://raw.githubusercontent.com/foo/bar/main/a.png", "github:foo/bar", "foo/bar"),
    ("https://img.shields.io/github/stars/Foo/bar.svg?style=social", "github:foo/bar", "Foo/bar"),
    ("https://img.shields.io/badge/arXiv-2311.01544v2-b31b1b.svg", "arXiv:2311.01544", "2311.01544v2"),
    ("https://img.shields.io/badge/cs.CL-arXiv%3A2209.11057-red", "arXiv:2209.11057", "2209.11057"),
    ("https://gitlab.com/group/sub/project/-/blob/main/x", "gitlab:group/sub/project", "group/sub/project"),
    ("https://huggingface.co/microsoft/phi-1_5/tree/main", "huggingface:microsoft/phi-1_5", "microsoft/phi-1_5"),
    ("https://huggingface.co/datasets/meta-math/MetaMathQA", "huggingface:datasets/meta-math/MetaMathQA", None),
    ("https://huggingface.co/datasets/squad/viewer", "huggingface:datasets/squad", None),
    ("https://hf.co/spaces/o/board", "huggingface:spaces/o/board", "spaces/o/board"),
    ("arXiv:cs.CL/0112017", "arXiv:cs/0112017", "cs.CL/0112017"),
    ("doi: 10.1145/3600006.3613165.", "doi:10.1145/3600006.3613165", "10.1145/3600006.3613165"),
    ("urn:isbn:978-0-306-40615-7", "ISBN:9780306406157", "978-0-306-40615-7"),
]

NAMELESS = """
https://arxiv.org/
https://arxiv.org/list/cs.CL/recent
https://arxiv.org/a/smith_j_1
https://arxiv.org/abs/
https://arxiv.org/abs/2313.11057
https://arxiv.org/abs/2004.0409
https://arxiv.org/abs/1401.12345
https://arxiv.org/abs/2006.08509l
https://arxiv.org/abs/1905.05178v1f
https://arxiv.org/abs/2006.08509v0
https://arxiv.org/abs/XXXX.XXXXX
https://arxiv.org/abs/foo-th/9711200
https://info.arxiv.org/help/arxiv_identifier.html
https://huggingface.co/papers/trending
https://huggingface.co/docs/transformers/index
https://huggingface.co/collections/o/x-66e3
https://huggingface.co/someone
https://doi.org/
https://doi.org/10.48550/arXiv.2313.00001
https://dl.acm.org/doi/proceedings/10.1145/3600006
https://dl.acm.org/profile/81100
https://www.nature.com/articles/
https://aclanthology.org/volumes/2023.acl-long/
https://aclanthology.org/2023.acl-long.0/
https://aclanthology.org/P19-1000/
https://aclanthology.org/W18-0500/
https://openreview.net/group?id=ICLR.cc/2024
https://openreview.net/pdf/973277f0cf8990c1a0f245f20103a01a8a9476a8.pdf
https://proceedings.mlr.press/v162/
https://papers.nips.cc/paper/2021
https://openaccess.thecvf.com/CVPR2020
https://www.usenix.org/conference/osdi22/technical-sessions
https://github.com/foo
https://github.com/topics/llm
https://github.com/orgs/foo/repositories
https://github.com/sponsors/foo
https://github.com/marketplace/actions
https://github.com/user-attachments/assets/x
https://gist.github.com/foo/0123456789abcdef
https://docs.github.com/en/rest
https://foo.github.io/bar
https://gitlab.com/foo
https://img.shields.io/badge/License-MIT-green.svg
https://notarxiv.org/abs/2209.11057
https://example.org/abs/2209.11057
https://web.archive.org/web/2023/https://arxiv.org/abs/2209.11057
mailto:a@b.org
../paper.pdf
#section
10.1145/3600006.3613165
2209.11057
http://[
https://
"""


@pytest.mark.parametrize(("url", "name", "place"), NAMED)
def test_names(url: str, name: str, place: str | None) -> None:
    found = identify(url)
    assert found is not None
    assert str(found) == name
    where = value_range(url)
    assert where is not None
    assert place is None or url[slice(*where)] == place


@pytest.mark.parametrize("url", NAMELESS.splitlines())
def test_names_nothing(url: str) -> None:
    assert identify(url) is None
    assert value_range(url) is None


@pytest.mark.parametrize(("url", "name"), [row[:2] for row in NAMED])
def test_name_and_canonical_url_lead_back(url: str, name: str) -> None:
    found = identify(url)
    assert found is not None
    assert identify(name) == found
    if found.scheme != "isbn":
        assert identify(found.url) == found


def test_every_scheme_of_a_site_is_known() -> None:
    assert {form.scheme for forms in SITES.values() for form in forms} <= SCHEMES.keys()


def test_version_and_spelling_are_no_part_of_identity() -> None:
    one, other = identify("https://arxiv.org/abs/1706.03762v5"), identify("https://arxiv.org/abs/1706.03762")
    assert one == other
    assert hash(one) == hash(other)
    assert one is not None
    assert one.version == 5
    repository = identify("https://github.com/Foo/Bar")
    assert repository == identify("https://github.com/foo/bar")
    assert repository is not None
    assert repository.url == "https://github.com/Foo/Bar"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://doi.org/10.18653/v1/2023.acl-long.1", "https://aclanthology.org/2023.acl-long.1/"),
        ("https://doi.org/10.18653/2026.acl-long.1", "https://aclanthology.org/2026.acl-long.1/"),
        ("https://doi.org/10.3115/v1/P14-1001", "https://aclanthology.org/P14-1001.pdf"),
        ("https://doi.org/10.1145/2694344.2694345", "https://dl.acm.org/doi/10.1145/2775054.2694345"),
        ("https://dl.acm.org/citation.cfm?id=3600006.3613165", "https://doi.org/10.1145/3600006.3613165"),
        ("https://arxiv.org/abs/2209.11057", "https://doi.org/10.48550/arXiv.2209.11057"),
        (
            "https://www.usenix.org/conference/nsdi20/presentation/agache",
            "https://www.usenix.org/system/files/nsdi20-paper-agache.pdf",
        ),
        (
            "https://www.usenix.org/conference/osdi20/presentation/zhao-hanyu",
            "https://www.usenix.org/system/files/osdi20-zhao_hanyu.pdf",
        ),
        (
            "http://openaccess.thecvf.com/content_CVPR_2020/papers/Li_A_CVPR_2020_paper.pdf",
            "https://openaccess.thecvf.com/content_CVPR_2020/html/Li_A_CVPR_2020_paper.html",
        ),
    ],
)
def test_one_work(one: str, other: str) -> None:
    first, second = identify(one), identify(other)
    assert first is not None
    assert second is not None
    assert first.canonical_work == second.canonical_work


@pytest.mark.parametrize(
    ("one", "other", "proof"),
    [
        ("arXiv:2209.11057", "arXiv:1904.09751", True),
        ("ACL:2023.acl-long.1", "doi:10.18653/v1/2023.acl-long.2", True),
        ("doi:10.1145/3600006.3613165", "doi:10.1145/3600006.3613156", True),
        ("doi:10.1145/3600006.3613165", "doi:10.1145/3600007.3613165", True),
        ("doi:10.1109/cvpr42600.2020.00010", "doi:10.1109/cvpr42600.2020.00011", True),
        ("doi:10.1109/cvpr.2016.91", "doi:10.1109/tpami.2016.2577031", False),
        ("doi:10.1145/3600006.3613165", "doi:10.1145/2843948", False),
        ("doi:10.1038/nature14539", "doi:10.1126/science.aar6404", False),
        ("doi:10.5281/zenodo.5196577", "doi:10.5281/zenodo.5196578", False),
        ("arXiv:2209.11057", "doi:10.1145/3600006.3613165", False),
        ("arXiv:2209.11057", "ACL:2023.acl-long.1", False),
        ("OpenReview:HygDF6NFPB", "OpenReview:Jpxd93u2vK", False),
        ("OpenReview:HygDF6NFPB", "OpenReview:HygDF6NFPD", True),
        ("PMLR:v97/rieck19a", "PMLR:v97/titouan19a", True),
        ("USENIX:osdi23/wang", "USENIX:osdi23/wang-yuke", False),
        ("USENIX:osdi23/wang", "USENIX:osdi23/zhang", True),
        ("USENIX:osdi23/wang", "USENIX:osdi24/wang", True),
        (f"NeurIPS:2021/{HEX}", "NeurIPS:8143", False),
        ("CVF:cvpr2021/a_b", "CVF:cvprw2021/a_c", False),
        ("CVF:cvpr2021/a_b", "CVF:cvpr2021/a_c", True),
        ("github:a/b", "github:a/c", False),
    ],
)
def test_what_proves_two_works(one: str, other: str, proof: bool) -> None:
    first, second = identify(one), identify(other)
    assert first is not None
    assert second is not None
    assert first.can_contradict(second) is proof
    assert second.can_contradict(first) is proof


def test_only_some_schemes_name_works() -> None:
    names = {scheme for scheme in SCHEMES if not Identifier(scheme, "x").is_work}
    assert names == {"github", "gitlab", "huggingface", "isbn"}


def test_a_scheme_not_known_names_nothing() -> None:
    unknown = Identifier("later", "7")
    assert (str(unknown), unknown.is_work, unknown.canonical_work) == ("later:7", False, "later:7")
    assert not unknown.can_contradict(Identifier("later", "8"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arXiv preprint arXiv:2312.11514", ["2312.11514"]),
        ("arXiv:1706.03762v5 [cs.CL]", ["1706.03762v5"]),
        ("arXiv e-prints, page arXiv:1706.03762", ["1706.03762"]),
        ("arXiv preprint 1706.03762, 2017", ["1706.03762"]),
        ("ArXiv, abs/1706.03762", ["1706.03762"]),
        ("CoRR abs/1706.03762", ["1706.03762"]),
        ("abs/1706.03762", ["1706.03762"]),
        ("arXiv preprint cs/0112017", ["cs/0112017"]),
        ("see hep-th/9711200 and arXiv: math.GT/0309136v2.", ["hep-th/9711200", "math.GT/0309136v2"]),
        ("（arXiv:2312.11514）", ["2312.11514"]),
        ("doi:10.1145/3600006.3613165.", ["10.1145/3600006.3613165"]),
        ("(10.1016/S0140-6736(97)11096-0)", ["10.1016/S0140-6736(97)11096-0"]),
        ("10.48550/arXiv.2312.11514", ["2312.11514"]),
        ("at https://arxiv.org/abs/2209.11057, or https://github.com/a/b。下", ["2209.11057", "a/b"]),
        ("arXiv:2312.11514；10.1145/3600006.3613165。后", ["2312.11514", "10.1145/3600006.3613165"]),
        ("2001.08361", []),
        ("published 2001.08361 and 3.14159", []),
        ("1600006.36131", []),
        ("arXiv:2313.11514", []),
        ("arXiv:2312.115145", []),
        ("arXiv 2023", []),
        ("10.1145", []),
        ("https://example.org/10.1145/3600006.3613165", []),
        ("crabs/1706.03762", []),
    ],
)
def test_finds_in_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for _, start, end in find_identifiers(text)] == found


@pytest.mark.parametrize(
    ("value", "prefix", "name"),
    [
        ("1904.09751", "arXiv", "arXiv:1904.09751"),
        ("1904.09751v2", "", "arXiv:1904.09751"),
        ("arXiv:1904.09751", "", "arXiv:1904.09751"),
        ("1904.09751 [cs.CL]", "arxiv", "arXiv:1904.09751"),
        ("https://arxiv.org/pdf/1904.09751.pdf", "", "arXiv:1904.09751"),
        ("https://aclanthology.org/2023.acl-long.1", "", "ACL:2023.acl-long.1"),
        ("math.GT/0309136", "arXiv", "arXiv:math/0309136"),
        ("31452104", "pubmed", "PMID:31452104"),
        ("1904.09751", "jstor", None),
        ("12345", "", None),
        ("https://github.com/a/b", "", None),
        ("", "", None),
    ],
)
def test_eprint(value: str, prefix: str, name: str | None) -> None:
    found = from_eprint(value, prefix)
    assert (str(found) if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("10.1145/3600006.3613165", "doi:10.1145/3600006.3613165"),
        (" DOI: 10.1145/3600006.3613165, ", "doi:10.1145/3600006.3613165"),
        ("https://doi.org/10.1007%2F978-3-319-46523-4_30", "doi:10.1007/978-3-319-46523-4_30"),
        ("10.1007/978-3-319-46523-4\\_30", "doi:10.1007/978-3-319-46523-4_30"),
        ("(10.1016/S0140-6736(97)11096-0)", None),
        ("10.48550/arXiv.2302.01327v3", "arXiv:2302.01327"),
        ("10.48550/arXiv.2313.01327", None),
        ("10.1145", None),
        ("2302.01327", None),
    ],
)
def test_doi(text: str, name: str | None) -> None:
    found = from_doi(text)
    assert (str(found) if found else None) == name


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2209.11057", None),
        ("2209.11057v12", None),
        ("arXiv:2611.00001.pdf", None),
        ("0704.0001", None),
        ("math.GT/0309136v1", None),
        ("2313.11057", "month 13"),
        ("2300.11057", "month 00"),
        ("0703.0001", "April 2007"),
        ("2004.0409", "five digits"),
        ("1412.00001", "four digits"),
        ("2209.110577", "not six"),
        ("2209.00000", "start at 1"),
        ("2612.00001", "future"),
        ("9901.12345", "future"),
        ("2209.11057l", "“l”"),
        ("1905.05178v1f", "“f”"),
        ("2209.11057v0", "v1"),
        ("2209.11057v", "no number"),
        ("22091.1057", "four digits"),
        ("0309136", "archive"),
        ("220911057", "2209.11057"),
        ("XXXX.XXXXX", "looks like"),
        ("", "looks like"),
        ("mth/0309136", "no archive"),
        ("math/0704001", "0703"),
        ("math/9013001", "month 13"),
        ("math/9001001", "9107"),
        ("math/030913", "seven digits"),
        ("math/0309000", "start at 1"),
        ("math/abc", "looks like"),
    ],
)
def test_arxiv_problem(text: str, words: str | None) -> None:
    found = arxiv_problem(text, TODAY)
    assert found is None if words is None else found is not None and words in found


def test_next_month_is_no_future_on_the_last_day() -> None:
    assert arxiv_problem("2612.00001", date(2026, 11, 30)) is None
    assert arxiv_problem("2612.00001", date(2026, 11, 29)) is not None
    assert arxiv_problem("2612.00001") is None


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://arxiv.org/pdf/2004.0409.pdf", "2004.0409"),
        ("https://arxiv.org/abs/2006.08509l", "2006.08509l"),
        ("https://arxiv.org/abs/XXXX.XXXXX", "XXXX.XXXXX"),
        ("https://arxiv.org/abs/arXiv:2313.00001?x=1", "2313.00001"),
        ("https://arxiv.org/abs/mth/0309136", "mth/0309136"),
        ("https://huggingface.co/papers/2313.00001", "2313.00001"),
        ("https://doi.org/10.48550/arXiv.2313.00001", "2313.00001"),
        ("https://arxiv.org/list/cs.CL/recent", None),
        ("https://arxiv.org/abs/", None),
        ("https://huggingface.co/papers/trending", None),
        ("https://doi.org/10.1145/1", None),
        ("https://github.com/a/b", None),
        ("nothing", None),
    ],
)
def test_place_of_an_arxiv_id(url: str, place: str | None) -> None:
    where = arxiv_id_text(url)
    assert (url[slice(*where)] if where else None) == place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10.1145/3600006.3613165", None),
        ("https://doi.org/10.1016/S0140-6736(97)11096-0", None),
        ("doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", None),
        ("10.1000.10/123456", None),
        ("", "no DOI"),
        ("11.1145/3600006", "starts with 10."),
        ("2209.11057", "arXiv id"),
        ("https://arxiv.org/abs/2209.11057", "URL"),
        ("10.11/3600006", "four to nine"),
        ("10.1145", "slash"),
        ("10.1145/", "nothing follows"),
        ("10.1145/36 00006", "white space"),
        ("10.1007/978\u20133", "dash"),
        ("10.1145/https://doi.org/10.1145/3600006", "twice"),
        ("10.1145/nnnnnnn.nnnnnnn", "placeholder"),
        ("10.1145/3600006},", "“},”"),
    ],
)
def test_doi_problem(text: str, words: str | None) -> None:
    found = doi_problem(text)
    assert found is None if words is None else found is not None and words in found


@pytest.mark.parametrize("text", ["978-0-306-40615-7", "0-306-40615-2", "ISBN 080442957X", "979-8-602-40545-3"])
def test_good_isbn(text: str) -> None:
    assert isbn_problem(text) is None


@pytest.mark.parametrize("text", ["978-0-306-40615-8", "0-306-40615-3", "9790060115615", "12345", "", "9770306406157"])
def test_bad_isbn(text: str) -> None:
    assert isbn_problem(text) is not None


def test_issn() -> None:
    assert issn_problem("0028-0836") is None
    assert issn_problem("ISSN: 2434-561x") is None
    assert issn_problem("0028-0837") == "its check digit does not hold"
    assert issn_problem("0028-083") == "an ISSN has eight digits"


@given(st.integers(0, 9), st.integers(0, 7))
def test_any_single_wrong_digit_fails_the_issn(digit: int, place: int) -> None:
    digits = "00280836"
    changed = digits[:place] + str(digit) + digits[place + 1 :]
    assert (issn_problem(changed) is None) == (changed == digits)


@pytest.mark.parametrize(
    ("name", "year", "month", "venue"),
    [
        ("arXiv:2209.11057", 2022, 9, None),
        ("arXiv:math/9912001", 1999, 12, None),
        ("arXiv:math/0309136", 2003, 9, None),
        ("ACL:P19-1001", 2019, None, "ACL"),
        ("ACL:C69-0101", 1969, None, "COLING"),
        ("ACL:D19-5001", 2019, None, None),
        ("ACL:2023.acl-long.1", 2023, None, "ACL"),
        ("doi:10.18653/v1/2022.findings-emnlp.79", 2022, None, "Findings of EMNLP"),
        ("ACL:2021.ecnlp-1.1", 2021, None, None),
        ("ACL:2020.acl-demos.24", 2020, None, None),
        ("ACL:2020.tacl-1.5", 2020, None, "TACL"),
        ("CVF:cvpr2021/a_b", 2021, None, "CVPR"),
        ("CVF:cvprw2021/a_b", 2021, None, None),
        ("USENIX:osdi22/yu", 2022, None, "OSDI"),
        ("USENIX:usenixsecurity22/yu", 2022, None, "USENIX Security"),
        (f"NeurIPS:2021/{HEX}", 2021, None, "NeurIPS"),
        ("NeurIPS:8143", None, None, "NeurIPS"),
        ("PMLR:v202/leviathan23a", 2023, None, "ICML"),
        ("PMLR:v164/a22b", 2021, None, "CoRL"),
        ("PMLR:v999/a22b", None, None, None),
        ("JMLR:25/23-0870", 2024, None, "JMLR"),
        ("JMLR:3/bengio03a", None, None, "JMLR"),
        ("doi:10.24963/ijcai.2019/308", 2019, None, "IJCAI"),
        ("doi:10.1145/3600006.3613165", None, None, None),
        ("OpenReview:HygDF6NFPB", None, None, None),
        ("github:a/b", None, None, None),
    ],
)
def test_what_an_identifier_tells(name: str, year: int | None, month: int | None, venue: str | None) -> None:
    found = identify(name)
    assert found is not None
    assert (year_of(found), month_of(found), venue_of(found)) == (year, month, venue)


PIECES = r"""https:// / // ? & = id= # % %2F %7D %zz . - _ ( ) [ ] { } < > 10.1145/ 10. v1 .pdf .git arXiv: abs/ doi:
    2209.11057 paper_files/ hash/ content/ _CVPR_2020_paper @ : 。 ） http://["""
HOSTILE = st.lists(st.sampled_from([*SITES, *PIECES.split()]) | st.text(max_size=6), max_size=24).map("".join)


@given(HOSTILE)
def test_nothing_raises_and_places_lie_within(text: str) -> None:
    for found, start, end in find_identifiers(text):
        assert 0 <= start < end <= len(text)
        assert identify(str(found)) == found
    where = value_range(text)
    assert (where is None) == (identify(text) is None)
    for place in (where, arxiv_id_text(text)):
        assert place is None or 0 <= place[0] <= place[1] <= len(text)
    for problem in (arxiv_problem, doi_problem, isbn_problem, issn_problem):
        assert problem(text) is None or problem(text)
    from_doi(text)
    from_eprint(text, text)


@given(st.sampled_from([row[0] for row in NAMED if row[0].startswith("http")]), HOSTILE)
def test_canonical_form_is_stable(url: str, tail: str) -> None:
    found = identify(url + tail)
    if found is not None:
        assert identify(str(found)) == found
        year_of(found)
        venue_of(found)


@given(st.integers(2007, 2026), st.integers(1, 12), st.integers(1, 9999), st.sampled_from(["", "v1", "v23"]))
def test_every_possible_arxiv_id_is_read(year: int, month: int, number: int, version: str) -> None:
    if (year, month) < (2007, 4):
        month = 4
    width = 5 if year >= 2015 else 4
    text = f"{year % 100:02}{month:02}.{number:0{width}}"
    found = identify(f"https://arxiv.org/abs/{text}{version}")
    assert found is not None
    assert (found.value, year_of(found), month_of(found)) == (text, year, month)
    assert arxiv_problem(text + version, date(2026, 12, 31)) is None


BIG = 250_000


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/" + "1" * BIG,
        "https://arxiv.org/abs/2209.11057" + ".pdf" * BIG,
        "https://arxiv.org/abs/2209.11057#" + "%20" * BIG,
        "https://openreview.net/forum?" + "&id" * BIG,
        "https://doi.org/10.1145/" + "%41" * BIG,
        "https://dl.acm.org/doi/" + "10.1145/" * BIG,
        "https://dl.acm.org/doi/10.1145/1" + "/full" * BIG,
        "https://openaccess.thecvf.com/content" + "/a" * BIG,
        "https://openaccess.thecvf.com/content/" + "_a" * BIG + ".pdf",
        "https://dblp.org/rec/conf/a/" + ".a" * BIG + "/",
        "https://img.shields.io/badge/dynamic/json?" + "url=https://api.semanticscholar.org/paper/" * (BIG // 10),
        "https://gitlab.com/" + "a/" * BIG,
        "https://" + "a." * BIG,
        "https://a.org/" + ")" * BIG,
        "https://" * BIG,
        "arxiv" * BIG,
        "arXiv:" + " " * BIG,
        "10." + "1111." * BIG,
        "abs/" * BIG,
        "doi:" * BIG,
    ],
    ids=lambda text: text[:30],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    identify(text)
    arxiv_id_text(text)
    find_identifiers(text)
    arxiv_problem(text)
    doi_problem(text)
    from_doi(text)
    from_eprint(text, "")
    isbn_problem(text)
    issn_problem(text)
