"""Markdown: a summary whose tables hold what the files say, never as markup."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evaluacion.flujo.formatos import write_as
from evaluacion.publish.hallazgos import flatten

from .conftest import HOSTIL, reworded

LECTOR = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = {"link_open", "image", "html_inline", "code_inline", "em_open", "s_open", "softbreak", "entity"}


def tables_of(text):
    """Return each table as rows of cells, as they are shown."""
    tables, rows = [], None
    tokens = LECTOR.parse(text)
    for position, token in enumerate(tokens):
        if token.type == "table_open":
            rows = []
            tables.append(rows)
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(shown(tokens[position + 1]))
    return tables


def shown(token):
    return "".join(child.content for child in token.children or ())


def markup_of(text):
    found = {child.type for token in LECTOR.parse(text) for child in token.children or ()}
    return (found & MARKUP) | {token.type for token in LECTOR.parse(text) if token.type in {"html_block", "fence", "code_block", "hr"}}


def test_the_table_has_each_finding_as_it_is(muestra):
    """Reading it back gives place, severity, rule, text and remedy."""
    wanted = [
        [
            str(item.origen),
            item.severidad + {"nuevo": "", "conocido": " (ya conocido)", "suprimido": " (suprimido)"}[item.estado],
            item.regla,
            flatten(item.texto),
            flatten(item.remedio if item.motivo is None else f"Motivo: {item.motivo} (hasta {item.hasta})"),
        ]
        for item in muestra.total.hallazgos
    ]
    text = write_as("markdown", muestra.total)
    tables = [table for table in tables_of(text) if table[0] == ["Lugar", "Severidad", "Regla", "Qué pasa", "Remedio"]]
    assert [table[1:] for table in tables] == ([wanted] if wanted else [])


def test_nothing_that_a_file_says_is_markup(muestra):
    """No link, picture, tag, code or emphasis comes from the files."""
    assert markup_of(write_as("markdown", muestra.total)) == set()


def test_it_opens_with_totals_and_what_comes_first(sucia):
    """At most five, faults first."""
    text = write_as("markdown", sucia)
    lines = text.split("\n")
    assert lines[0] == "# Revisión de estrategias"
    assert lines[2].startswith("**2 estrategias: ")
    first = [line for line in lines if line[:3] in {f"{number}. " for number in range(1, 10)}]
    assert len(first) == 5
    faults = {item.regla for item in sucia.hallazgos if item.severidad == "falla"}
    assert {line.split("**")[1].replace("\\_", "_") for line in first} <= faults


def test_without_findings_it_says_so(muestras):
    """An empty review is a summary too."""
    for name in ("vacía", "limpia"):
        assert "Nada que arreglar." in write_as("markdown", muestras[name])


def test_it_shows_the_scores_of_each_file(sucia):
    """A column for each family, with the interval."""
    (table,) = [table for table in tables_of(write_as("markdown", sucia)) if table[0][0] == "Archivo"]
    assert table[0][1:] == [score.titulo for score in sucia.revisiones[0].puntajes]
    assert [row[0] for row in table[1:]] == [revision.archivo for revision in sucia.revisiones]
    assert all("[" in cell or cell == "no aplica" for row in table[1:] for cell in row[1:])


def test_a_long_review_is_cut_and_says_how_much(sucia):
    """A summary of more than a mebibyte is refused: it is short also with many findings and long words."""
    revision = sucia.revisiones[0]
    findings = tuple(item._replace(texto=HOSTIL * 50) for item in revision.hallazgos) * 100
    many = replace(sucia, revisiones=tuple(replace(revision, archivo=f"{number}.yaml", hallazgos=findings) for number in range(3)))
    text = write_as("markdown", many)
    assert len(text.encode()) < 1_048_576
    assert f"Y {len(findings) * 3 - 1000:,} hallazgos más" in text


@given(words=st.text(max_size=40).map("a{}".format))
def test_any_words_keep_the_table_whole(breve, words):
    """Five cells in each row, whatever the words."""
    total = reworded(breve, words)
    tables = [table for table in tables_of(write_as("markdown", total)) if table[0][0] == "Lugar"]
    assert [len(row) for row in tables[0]] == [5] * (len(total.hallazgos) + 1)
