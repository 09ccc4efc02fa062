"""Authors that begin an entry in words: a list that does so is read, one entry alone only where it is certain."""

from __future__ import annotations

import pytest

from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document

WORKS = (
    ("Jane Doe and John Roe", "A Study of Ants in Gardens", "Neural Computation, 1997"),
    ("Jane Doe, Mary Major", "Bees and Wasps", "ICML 2007"),
    ("Mark Minor", "Small Worlds of Moss", "ICML 2001"),
    ("Alice Roe et al", "Deep Roots", "NIPS 2012"),
    ("Hal Baum, Eve Gold & Tom Wood", "On the Growth of Trees", "ICDM 2011"),
    ("Mykel J. Sample", "Gardens without Water", "KDD 2003"),
)


def bullets(*lines: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", "# Gardens\n\n" + "".join(f"- {line}\n" for line in lines))).entries


@pytest.mark.parametrize("form", ["{}: {}, {}", "{}. {}. {}.", "{} - {} ({})", "{} – {}, {}"])
def test_a_list_that_begins_its_entries_with_authors(form: str) -> None:
    read = bullets(*(form.format(*work) for work in WORKS))
    assert [entry.title.value.partition(", Neural")[0] for entry in read] == [title for _, title, _ in WORKS]
    assert [entry.authors and entry.authors.value.rstrip(".") for entry in read] == [names for names, _, _ in WORKS]


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        (
            "Lin K., et al. Cross-Domain Learning with Ants. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Cross-Domain Learning with Ants",
            "Lin K., et al",
        ),
        (
            "Neural Garden Models, Gael Sample et al. arXiv. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Neural Garden Models",
            "Gael Sample et al",
        ),
        (
            "Swin Transformer: Ants in Shifted Windows. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Swin Transformer: Ants in Shifted Windows",
            None,
        ),
    ],
)
def test_one_entry_alone(line: str, title: str, authors: str | None) -> None:
    (entry,) = bullets(line)
    assert (entry.title.value, entry.authors and entry.authors.value) == (title, authors)


def test_names_of_methods_before_a_colon_are_no_authors() -> None:
    titles = [
        *("Swin Transformer: Ants in Windows", "Deep Sets: Bees without Order", "Masked Moss: Roots as Learners"),
        *("Graph Gardens: Paths between Trees", "Neural Hedges: Learning to Cut", "Focal Ponds: Water at Two Scales"),
    ]
    read = bullets(*(f"{title} [[pdf]](https://arxiv.org/abs/2001.0000{i})" for i, title in enumerate(titles)))
    assert [entry.title.value for entry in read] == titles


@pytest.mark.parametrize("lead", ["**`{}`** ", "`{}` ", "`{}`: "])
def test_a_name_in_code_before_a_linked_title(lead: str) -> None:
    (entry,) = bullets(
        lead.format("GardenNet") + "[Open Loop Ant Planning](https://arxiv.org/abs/2001.00001), Doe J. et al. (2010)"
    )
    assert (entry.title.value, entry.name and entry.name.value) == ("Open Loop Ant Planning", "GardenNet")
    assert entry.authors is not None
    assert entry.authors.value.startswith("Doe J.")


@pytest.mark.parametrize("lead", ["(book) ", "Title: ", "标题：", "Paper title: "])
def test_what_only_announces_a_title_is_no_part_of_it(lead: str) -> None:
    (entry,) = bullets(lead + "[A Study of Ants](https://arxiv.org/abs/2001.00001) (2010)")
    assert entry.title.value == "A Study of Ants"


@pytest.mark.parametrize(
    "rest", ["[J]. Garden Studies, 2019, 12(3): 1-9.", "[C]//ICML, 2007: 193-200.", "[EB/OL]. (2019-01-02)"]
)
def test_the_mark_of_a_kind_of_work_ends_the_title(rest: str) -> None:
    (entry,) = bullets(f"Doe J, Roe R, et al. A study of ants in gardens{rest} https://doi.org/10.1000/182")
    assert entry.title.value == "A study of ants in gardens"


@pytest.mark.parametrize(
    ("lines", "titles", "authors"),
    [
        (
            (
                "Müller, Anna und Schmidt, Peter (2019): Die Studie der Ameisen. In: Zeitschrift für Botanik 12 (3), S. 1–9.",
                "Meier, Jörg (2001): Kleine Welten des Mooses. Berlin: Springer.",
                "Schulz, Eva; Müller, Anna (2012): Tiefe Wurzeln. In: Spektrum 35, S. 10–20.",
                "Weber, K. (2011): Vom Wachstum der Bäume. München: Hanser.",
                "Fischer, Ute / Braun, Max (2005): Gärten ohne Wasser. Dissertation, TU München.",
            ),
            (
                "Die Studie der Ameisen",
                "Kleine Welten des Mooses",
                "Tiefe Wurzeln",
                "Vom Wachstum der Bäume",
                "Gärten ohne Wasser",
            ),
            (
                "Müller, Anna und Schmidt, Peter",
                "Meier, Jörg",
                "Schulz, Eva; Müller, Anna",
                "Weber, K.",
                "Fischer, Ute / Braun, Max",
            ),
        ),
        (
            (
                "王晋东, 陈益强. 迁移学习简明手册[M]. 北京: 电子工业出版社, 2021.",
                "张三, 李四, 等. 基于深度学习的花园研究[J]. 计算机学报, 2019, 42(3): 1-9.",
                "张三. 花园网络的研究[D]. 清华大学, 2018.",
                "李四, 王五. 花园网络的推理[J]. 软件学报, 2020, 31(2): 10-19.",
                "赵六, 钱七. 蜜蜂与花园[C]//全国会议, 2017: 1-9.",
            ),
            ("迁移学习简明手册", "基于深度学习的花园研究", "花园网络的研究", "花园网络的推理", "蜜蜂与花园"),
            ("王晋东, 陈益强", "张三, 李四, 等.", "张三", "李四, 王五", "赵六, 钱七"),
        ),
        (
            (
                "Иванов И. И., Петров П. П. Исследование садов // Журнал ботаники. 2019. Т. 12. № 3. С. 1–9.",
                "Сидоров А. Б. Муравьи и пчелы. М.: Наука, 2001. 300 с.",
                "Петров П. П. Глубокие корни // Вестник. 2012. № 4. С. 10–20.",
                "Иванов И. И. Малые миры. СПб.: Питер, 2011.",
                "Кузнецов К. К., Иванов И. И. Рост деревьев. М., 2013.",
            ),
            ("Исследование садов", "Муравьи и пчелы", "Глубокие корни", "Малые миры", "Рост деревьев"),
            (
                "Иванов И. И., Петров П. П.",
                "Сидоров А. Б.",
                "Петров П. П.",
                "Иванов И. И.",
                "Кузнецов К. К., Иванов И. И.",
            ),
        ),
        (
            (
                "SILVA, J.; SOUZA, M. Estudo das formigas. **Revista de Botânica**, v. 12, n. 3, p. 1-9, 2019.",
                "COSTA, A. **Pequenos mundos do musgo**. São Paulo: Atlas, 2001.",
                "LIMA, P. R. Raízes profundas. In: **Anais do SBC**. 2012. p. 10-20.",
                "ALVES, L. Crescimento das árvores. Tese (Doutorado) – USP, São Paulo, 2011.",
                "PEREIRA, E.; LIMA, P. Jardins sem água. *Boletim*, v. 5, 2005.",
            ),
            (
                "Estudo das formigas",
                "Pequenos mundos do musgo",
                "Raízes profundas",
                "Crescimento das árvores",
                "Jardins sem água",
            ),
            ("SILVA, J.; SOUZA, M.", "COSTA, A.", "LIMA, P. R.", "ALVES, L.", "PEREIRA, E.; LIMA, P."),
        ),
        (
            (
                "Pérez, Juan y López, María. 2019. *Estudio de las hormigas en el jardín*. Madrid: Cátedra.",
                "García, Ana (2001). Pequeños mundos del musgo. *Revista de Botánica*, 12(3), 1-9.",
                'Fernández Ruiz, L. y Gómez, P. (2012), "Raíces profundas", Anales, vol. 3, pp. 10-20.',
                "Rossi M., Bianchi L., *Studio delle formiche*, in «Rivista di botanica», 12 (2019), pp. 1-9.",
                "Dupont, Jean et Martin, Claire, « Une étude des fourmis », *Revue*, vol. 12, n° 3, 2019, p. 1-9.",
            ),
            (
                *("Estudio de las hormigas en el jardín", "Pequeños mundos del musgo", "Raíces profundas"),
                *("Studio delle formiche", "Une étude des fourmis"),
            ),
            (
                *("Pérez, Juan y López, María.", "García, Ana", "Fernández Ruiz, L. y Gómez, P."),
                *("Rossi M., Bianchi L.", "Dupont, Jean et Martin, Claire"),
            ),
        ),
    ],
    ids=["German", "GB/T 7714", "GOST", "ABNT", "Spanish, Italian, French"],
)
def test_references_of_other_languages(
    lines: tuple[str, ...], titles: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    read = bullets(*lines)
    assert tuple(entry.title.value for entry in read) == titles
    assert tuple(entry.authors and entry.authors.value for entry in read) == authors


def test_who_is_credited_after_a_quotation_is_no_part_of_the_title() -> None:
    (entry,) = bullets("[“Ants in Gardens” by Jane Doe and John Roe](https://arxiv.org/abs/2001.00001)")
    assert entry.title.value == "Ants in Gardens"


BELOW_THEIR_AUTHORS = """# Bibliography

Sample, Rosa Maria.
    2015   _Garden Culture and Identity: A Study of Pots_. Pond Press, Oxford.

Doe, Jane.
    2014   Ants in Winter: A Critical Approach. _Garden Studies_ 107 (1): 175-220
    2017a  Reinventing Bees. _Medieval Moss_, 5, pp. 70-94.
    2022   Is Moss a Tree? In _Identities of Plants_, editor John Roe, pp. 19-47. Pond Press,
    Oxford.

Baum, Hal, and Eve Gold.
    2010   Whose Garden? Finding the Spaces between Trees. _Garden Studies_ 7: 9-23.
"""


def entries(text: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", text)).entries


def test_each_line_that_begins_with_a_year_is_a_work_of_the_authors_above() -> None:
    read = entries(BELOW_THEIR_AUTHORS)
    assert [
        (entry.authors and entry.authors.value, entry.year and entry.year.value, entry.title.value) for entry in read
    ] == [
        ("Sample, Rosa Maria.", 2015, "Garden Culture and Identity: A Study of Pots"),
        ("Doe, Jane.", 2014, "Ants in Winter: A Critical Approach"),
        ("Doe, Jane.", 2017, "Reinventing Bees"),
        ("Doe, Jane.", 2022, "Is Moss a Tree?"),
        ("Baum, Hal, and Eve Gold.", 2010, "Whose Garden? Finding the Spaces between Trees"),
    ]
    assert [entry.venue and entry.venue.value for entry in read][1:3] == ["Garden Studies", "Medieval Moss"]


def test_a_few_dates_below_a_name_are_no_works() -> None:
    assert entries("# About\n\nJane Doe\n2015 Joined the garden club of the town.\n2018 Left it for the pond.\n") == ()
