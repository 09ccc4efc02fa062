"""What a link's label promises: the paper, the code, a page about it, and so on."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from litlint import regex as re

Role = Literal["paper", "code", "data", "model", "page", "video", "slides", "blog", "citation"]

# The words that lists use in labels, English and Chinese; the first role with a word in the label wins.
_WORDS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("citation", frozenset("bibtex bib cite citation 引用".split())),
    ("code", frozenset(
        "code codes github git repo repository implementation implementations source pytorch tensorflow tf keras caffe "
        "caffe2 mxnet jax theano torch matlab official unofficial toolkit colab reference gitlab 代码 源码 仓库 "
        "代码链接 代码地址 开源代码".split())),
    ("data", frozenset("data dataset datasets benchmark corpus 数据 数据集".split())),
    ("model", frozenset("model models weights checkpoint checkpoints huggingface hf demo 模型 演示".split())),
    ("slides", frozenset("slides slide ppt poster 幻灯片".split())),
    ("video", frozenset("video videos talk youtube bilibili recording webinar podcast 视频".split())),
    ("blog", frozenset(
        "blog blogs post medium news tutorial notebook docs doc documentation wiki 博客 教程 解读 文档 我的解读 论文解读 "
        "笔记 论文笔记 讲解 知乎".split())),
    ("page", frozenset(
        "project homepage home website web site page pages projectpage leaderboard twitter 主页 项目 "
        "项目主页 项目地址 官网".split())),
    ("paper", frozenset(
        "paper papers pdf arxiv abs abstract article preprint publication openreview html springer ieee acm acl pmlr report "
        "journal conference thesis book chapter supp supplementary appendix "
        "论文 文章 原文 论文链接 论文地址 论文下载".split())),
)  # fmt: skip
GENERIC = frozenset("here link links this click url it 链接 这里 地址 点击 点这里 传送门".split())
# Words that go with the others and are no label alone.
_QUALIFIERS = frozenset("and author authors by for of our the version full pretrained download 3rd third party".split())
_URL = re.compile(r"https?://\S+|www\.(?>\S+?\.)\S+", re.IGNORECASE)
_MOST_WORDS = 4
VOCABULARY = GENERIC.union(*(vocabulary for _, vocabulary in _WORDS))
_WORD = re.compile(r"[a-z0-9+]+|[\u4e00-\u9fff]+|[^\W_]+")


def words(label: str) -> list[str]:
    """Return the words of a label, case-folded."""
    return _WORD.findall(label.casefold())


@lru_cache(maxsize=1 << 15)
def role_of(label: str) -> Role | None:
    """Return what a label promises, or None when it does not say."""
    found = set(words(label))
    for role, vocabulary in _WORDS:
        if found & vocabulary:
            return role
    return None


@lru_cache(maxsize=1 << 15)
def is_label(text: str) -> bool:
    """Say whether a text is nothing but a label: every word belongs to the vocabulary, and there are few."""
    found = words(text)
    return (
        0 < len(found) <= _MOST_WORDS
        and all(word in VOCABULARY or word in _QUALIFIERS or word.isdigit() for word in found)
        and not _QUALIFIERS.issuperset(found)
    )


@lru_cache(maxsize=1 << 15)
def is_generic(text: str) -> bool:
    """Say whether a link's text tells nothing of where it leads: ``here``, an arrow, a bare URL."""
    found = words(text)
    return not found or _URL.fullmatch(text.strip()) is not None or set(found) <= GENERIC


def is_bracketed(text: str) -> bool:
    """Say whether a link's text stands in brackets of its own, which lists give to labels: `[[Code]](…)`."""
    return len(text) > 2 and text[0] in "[(【" and text[-1] in "])】"
