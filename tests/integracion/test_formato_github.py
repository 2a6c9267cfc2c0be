"""GitHub: each line is a command that its runner reads, and comes back as it was."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from evaluacion.flujo.formatos import write_as

from .conftest import reworded

COMANDO = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:\r\n]*)::(?P<message>[^\r\n]*)")
LEVEL = {"falla": "error", "aviso": "warning"}


def unescape(text, *, is_property):
    signs = {"%0D": "\r", "%0A": "\n", "%25": "%", **({"%3A": ":", "%2C": ","} if is_property else {})}
    return re.sub("%0D|%0A|%25|%3A|%2C", lambda found: signs.get(found[0], found[0]), text)


def read(text):
    """Return the commands of a log as the runner reads them."""
    found = []
    for line in text.removesuffix("\n").split("\n"):
        command = COMANDO.fullmatch(line)
        assert command, line
        pairs = (pair.split("=", 1) for pair in command["properties"].split(","))
        properties = {key: unescape(value, is_property=True) for key, value in pairs}
        found.append((command["name"], properties, unescape(command["message"], is_property=False)))
    return found


def test_each_finding_that_counts_is_an_annotation_in_its_place(muestra):
    """Reading the lines back gives them all; known and suppressed ones are not shown."""
    found = [
        (name, given_["file"], int(given_["line"]), int(given_["col"]), int(given_["endColumn"]), given_["title"].split(":")[0], message)
        for name, given_, message in read(write_as("github", muestra.total))
        if name != "notice"
    ]
    assert sorted(found) == sorted(
        (
            LEVEL[item.severidad],
            item.origen.archivo,
            item.origen.linea,
            item.origen.columna,
            item.columna_fin,
            item.regla,
            " ".join(f"{item.texto} {item.remedio}".split()),
        )
        for item in muestra.total.hallazgos
        if item.cuenta
    )


def test_the_heaviest_come_first(sucia):
    """Only ten errors and ten warnings of a step are shown."""
    weight = {(item.origen.archivo, item.regla, item.origen.linea, item.origen.columna): item.peso for item in sucia.hallazgos}
    commands = [item for item in read(write_as("github", sucia)) if item[0] != "notice"]
    names = [name for name, _, _ in commands]
    assert names == sorted(names)
    assert set(names) == {"error", "warning"}
    for level in set(names):
        weights = [
            weight[given_["file"], given_["title"].split(":")[0], int(given_["line"]), int(given_["col"])]
            for name, given_, _ in commands
            if name == level
        ]
        assert weights == sorted(weights, reverse=True)


def test_the_last_line_gives_the_totals(muestra):
    """Also when there is nothing else to say."""
    name, _, message = read(write_as("github", muestra.total))[-1]
    assert name == "notice"
    faults = sum(item.cuenta and item.severidad == "falla" for item in muestra.total.hallazgos)
    assert f" {faults} falla" in message


@given(words=st.text(max_size=40).map("a{}".format))
def test_no_words_of_a_file_become_a_command(breve, words):
    """Whatever the files say, there are as many lines as findings, and the totals."""
    total = reworded(breve, words)
    assert len(read(write_as("github", total))) == sum(item.cuenta for item in total.hallazgos) + 1
