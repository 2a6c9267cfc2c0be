"""The text table, the Markdown and the explanations, against golden texts."""

from __future__ import annotations

from pathlib import Path

from evaluacion.flujo.explicar import explain_paths
from evaluacion.publish.texto import as_markdown, as_text, escape_markdown

ESPERADO = Path(__file__).parent / "esperado"


def without_provenance(text):
    """Drop the last line, which names the version and the hashes."""
    return text.rsplit("\nCon evaluacion", 1)[0] + "\n"


def test_the_table_of_the_examples(ejemplos, dorado):
    """The examples as a person sees them on the terminal, in alphabetical order and unranked."""
    dorado(ESPERADO / "examples.txt", without_provenance(as_text(ejemplos.resultados, ejemplos.procedencia, clasificar=False)))


def test_the_explanation_of_a_practice(dorado, raiz, monkeypatch):
    """One practice in sentences: the whole, a criterion, a question and an indicator."""
    monkeypatch.chdir(raiz)
    path = "examples/practicas/queretaro-oficina.yaml"
    parts = [explain_paths(path, que=what) for what in (None, "sostenibilidad", "eficacia.causalidad", "acuerdos_firmados")]
    dorado(ESPERADO / "explicar.txt", "\n=====\n".join(parts))


def test_markdown_is_escaped(hostil):
    """Bars, asterisks and angle brackets of a text do not make columns, emphasis or HTML."""
    text = as_markdown(hostil.resultados, hostil.procedencia)
    assert "## Con \\| barra y \\*asteriscos\\* (m 1.0.0)" in text
    assert escape_markdown("a | b\n<script>*_`[x](y)#!") == "a \\| b \\<script\\>\\*\\_\\`\\[x\\](y)\\#\\!"
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    bars = [line.replace("\\|", "").count("|") for line in rows]
    assert len(set(bars)) == 1


def test_numbers_that_differ_never_read_alike(tmp_path):
    """Two totals apart only in the fourth decimal are shown with the decimals that keep them apart, and a level is never crossed."""
    from evaluacion.flujo.calificar import score_paths

    (tmp_path / "marco.yaml").write_text(
        "marco: m\nversion: 1.0.0\ntitulo: M\nniveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]\ngrupos: [{id: g, nombre: G, criterios: "
        "[{id: a, nombre: A, preguntas: [{id: p, texto: '?', peso: 49.996}, {id: q, texto: '?', peso: 49.998}, {id: r, texto: '?', peso: 0.006}]}]}]\n",
        encoding="utf-8",
    )
    for name, answers in (
        ("uno", "a.p: sí, a.q: no, a.r: no"),
        ("dos", "a.p: no, a.q: sí, a.r: no"),
        ("tres", "a.p: sí, a.q: no, a.r: sí"),
    ):
        (tmp_path / f"{name}.yaml").write_text(f"practica: {name}\nrespuestas:\n  m: {{{answers}}}\n", encoding="utf-8")
    done = score_paths([tmp_path])
    shown = {line.split()[0]: line.split()[1] for line in as_text(done.resultados, done.procedencia).splitlines()[3:6]}
    assert shown == {"tres": "50.002", "dos": "49.998", "uno": "49.996"}
