from __future__ import annotations

import pytest

from litlint.write.citation_key import arxiv_key, older_arxiv_key


@pytest.mark.parametrize(
    ("authors", "title", "key", "older"),
    [
        (
            ["Yaniv Leviathan", "Matan Kalman"],
            "Fast Inference from Transformers via Speculative Decoding",
            "leviathan2023fastinferencetransformersspeculative",
            "leviathan2023fast",
        ),
        (["Ashish Vaswani"], "Attention Is All You Need", "vaswani2023attentionneed", "vaswani2023attention"),
        (["Jane Doe"], "The: A Study of the System", "doe2023thestudy", "doe2023the"),
        (["Jane Doe"], "Towards 1-bit LLMs, without Pain", "doe20231bitllmspain", "doe20231bit"),
        (
            ["Gemini Team", "Rohan Anil"],
            "Gemini: A Family of Models",
            "geminiteam2023geminifamilymodels",
            "geminiteam2023gemini",
        ),
        (["Laurens van der Maaten"], "X Y", "vandermaaten2023xy", "vandermaaten2023x"),
        (["Maria De La Cruz"], "X Y", "delacruz2023xy", "delacruz2023x"),
        (["Martin Luther King Jr."], "X Y", "king2023xy", "king2023x"),
        (["Özgür Çelik"], "X Y", "çelik2023xy", "çelik2023x"),
        (["DeepSeek-AI"], "X Y", "deepseekai2023xy", "deepseekai2023x"),
        ([], "X Y", "unknown2023xy", "unknown2023x"),
    ],
)
def test_keys_of_arxiv(authors: list[str], title: str, key: str, older: str) -> None:
    assert arxiv_key(authors, 2023, title) == key
    assert older_arxiv_key(authors, 2023, title) == older
