"""Venues: names, abbreviations, parts, and the one test for preprint servers."""

from __future__ import annotations

import pytest

from litlint.metadata.venues import (
    canonical_name,
    compare_venues,
    is_preprint_server,
    is_publisher,
    preprint_server,
    read_venue,
)


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("Proc. of the 37th ICML", "ICML", ""),
        ("CVPR2021", "CVPR", ""),
        ("WWW '19", "TheWebConf", ""),
        ("Nature 521", "Nature", ""),
        ("International Conference on 3D Vision (3DV)", "3DV", ""),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI", ""),
        ("Proc. VLDB Endow.", "VLDB", ""),
        ("2021 USENIX Annual Technical Conference (USENIX ATC 21)", "ATC", ""),
        ("26th ACM SIGKDD International Conference on Knowledge Discovery \\& Data Mining", "KDD", ""),
        ("Proceedings of the 2020 {CHI} Conference on Human Factors in Computing Systems", "CHI", ""),
        ("2019 Conference of the North American Chapter of the Association for Computational Linguistics: HLT", "NAACL", ""),
        ("ICCVW 2019", "ICCV", "workshop"),
        ("IEEE/CVF International Conference on Computer Vision Workshops", "ICCV", "workshop"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2020", "EMNLP", "findings"),
        ("EMNLP (Findings)", "EMNLP", "findings"),
        ("Neural Information Processing Systems Track on Datasets and Benchmarks", "NeurIPS", "datasets"),
    ],
)  # fmt: skip
def test_reads_the_names_of_venues(text: str, name: str, part: str) -> None:
    found = read_venue(text)
    assert found is not None
    assert (found.names, found.part) == ({name}, part)


@pytest.mark.parametrize(
    "text",
    [
        "International Conference on Machine Learning and Cybernetics",
        "Nature Communications",
        "Fast Software Encryption",
        "Proceedings of the ACM on Human-Computer Interaction",
        "Gardens of the North",
        "",
    ],
)
def test_takes_no_longer_name_for_a_shorter_one(text: str) -> None:
    assert read_venue(text) is None


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("arXiv preprint arXiv:2001.01234", "arXiv"),
        ("CoRR, abs/2001.01234", "arXiv"),
        ("Computing Research Repository", "arXiv"),
        ("ArXiv e-prints", "arXiv"),
        ("Available at arXiv", "arXiv"),
        ("bioRxiv", "bioRxiv"),
        ("SSRN Electronic Journal", "SSRN"),
        ("Cryptology ePrint Archive, Paper 2020/1", "Cryptology ePrint Archive"),
        ("Preprint 2020", "Preprint"),
        ("eprint arXiv:2001.01234", "arXiv"),
        ("Journal of Strongly Correlated Electrons", None),
        ("Corrosion Science", None),
        ("ICML 2020 (arXiv:2001.01234)", None),
        ("Submitted to ICML", None),
        ("", None),
    ],
)
def test_knows_preprint_servers(text: str, server: str | None) -> None:
    assert preprint_server(text) == server
    assert is_preprint_server(text) is (server is not None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("WWW", "The Web Conference 2021", "same"),
        ("NIPS", "Advances in Neural Information Processing Systems", "same"),
        ("J. Phys. Chem.", "Journal of Physical Chemistry", "same"),
        ("Proceedings of CVPR", "ICML 2021 (PMLR 139)", "different"),
        ("ICCV", "ICCVW 2019", "different"),
        ("EMNLP 2020", "Findings of the ACL: EMNLP 2020", "different"),
        ("Nature Communications", "Cell Reports", "different"),
        ("NeurIPS", "Journal of Garden Tools", "different"),
        ("Lecture Notes in Computer Science", "ECCV 2020", "unknown"),
        ("Curran Associates, Inc.", "ICML", "unknown"),
        ("ACM Transactions on Graphics", "SIGGRAPH", "unknown"),
        ("Proc. ACM Manag. Data", "SIGMOD", "unknown"),
        ("ECML", "PKDD", "unknown"),
        ("arXiv", "ICML", "unknown"),
        ("Conference on Bird Song and Dialects", "ICLR", "different"),
        ("Symposium on Tidal Energy Converters", "International Conference on Machine Learning", "different"),
        ("International Conference, Vienna", "ICML", "unknown"),
        ("The 10th International Conference", "ICLR", "unknown"),
        ("FPL", "Field-Programmable Logic and Applications", "unknown"),
    ],
)
def test_compares_venues_by_meaning(one: str, other: str, expected: str) -> None:
    assert compare_venues(one, other) == compare_venues(other, one) == expected


def test_gives_the_short_name_of_the_main_track_alone() -> None:
    assert canonical_name("International Conference on Learning Representations") == "ICLR"
    assert canonical_name("Findings of the Association for Computational Linguistics: ACL 2023") == "Findings of ACL"
    assert canonical_name("International Conference on Learning Representations Workshop") is None


def test_knows_publishers() -> None:
    assert is_publisher("IEEE.")
    assert is_publisher("Association for Computing Machinery")
    assert not is_publisher("IEEE Access")
