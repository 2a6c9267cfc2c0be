"""From a list of titles to forms: ids, what each evaluator gets, who has what, and the lists that cannot be used."""

from __future__ import annotations

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.importado import write_importado
from evaluacion.flujo.importar import import_formularios
from evaluacion.flujo.repartir import Encomienda, plan_encomienda, split_names, write_repartidos
from evaluacion.model.identificador import MOST, make_id

from .conftest import MARCOS, cell_of

TITULOS = "Título\nBeca Embajadores\n=HYPERLINK(1)\nCasa de Álvaro\nVentanilla única\n"
TRES = Encomienda(("Ana Ñú", "Beto", "Carla"))


class Escritorio:
    """Makes forms from lists in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def lista(self, text, name="lista.csv", encoding="utf-8"):
        """Write a list as CSV."""
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def libro(self, *rows, sheets=1):
        """Write a list in the last sheet of a workbook."""
        book = openpyxl.Workbook()
        for number in range(1, sheets):
            book.create_sheet(f"Otra {number}")
        for row in rows:
            book.worksheets[-1].append(row)
        for row in book.worksheets[-1]:
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        book.save(self.folder / "lista.xlsx")
        return self.folder / "lista.xlsx"

    def make(self, lista, encomienda=TRES, marcos=MARCOS, **options):
        """Make the forms of a list."""
        return write_repartidos(marcos, self.folder / "formularios", lista=lista, encomienda=encomienda, **options)

    def problems(self, lista, encomienda=TRES, **options):
        """Return what is wrong with a list, of which no form is made."""
        with pytest.raises(EvaluacionError) as caught:
            self.make(lista, encomienda, **options)
        assert not (self.folder / "formularios").exists()
        return [str(problem).replace(f"{self.folder}/", "") for problem in caught.value.problemas]


@pytest.fixture
def escritorio(tmp_path):
    """A desk with lists."""
    return Escritorio(tmp_path)


@pytest.fixture(scope="module")
def hechos(tmp_path_factory):
    """The forms of one list, made once: what was written, and where."""
    escritorio = Escritorio(tmp_path_factory.mktemp("lista"))
    return escritorio.make(escritorio.lista(TITULOS)), escritorio


def values_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_list_of_titles_becomes_a_form_for_each_record_and_evaluator(hechos):
    """Ids are made from the titles, each form says who evaluates, and what comes back is one record a form."""
    done, escritorio = hechos
    assert [path.name for path in done.escritos] == [
        "beca-embajadores--beto.xlsx",
        "beca-embajadores--carla.xlsx",
        "casa-de-alvaro--ana-nu.xlsx",
        "casa-de-alvaro--beto.xlsx",
        "hyperlink-1--ana-nu.xlsx",
        "hyperlink-1--carla.xlsx",
        "ventanilla-unica--ana-nu.xlsx",
        "ventanilla-unica--carla.xlsx",
        "reparto.xlsx",
    ]
    back = import_formularios(escritorio.folder / "formularios", marcos=MARCOS)
    assert {(item.practica.id, item.practica.titulo, item.practica.evaluador) for item in back.registros} >= {
        ("hyperlink-1", "=HYPERLINK(1)", "Carla"),
        ("casa-de-alvaro", "Casa de Álvaro", "Ana Ñú"),
    }
    assert back.anexos == {}
    assert len(write_importado(back, escritorio.folder / "recogidas")) == 8


def test_the_sharing_is_written_beside_the_forms(hechos):
    """Who coordinates sees every form with its file, the load of each, and a cross of records and evaluators."""
    book = openpyxl.load_workbook(hechos[0].escritos[-1])
    assert book.sheetnames == ["Reparto", "Por evaluador", "Cruce", "_evaluacion"]
    rows = values_of(book["Reparto"])[4:]
    assert rows[4][:5] == [5, "hyperlink-1", "=HYPERLINK(1)", "Ana Ñú", "hyperlink-1--ana-nu.xlsx"]
    assert book["Reparto"]["C9"].data_type == "s"
    assert {row[0]: row[1] for row in values_of(book["Por evaluador"])[2:]} == {"Ana Ñú": 3, "Beto": 2, "Carla": 3}
    assert [cell == "●" for cell in values_of(book["Cruce"])[2][1:]] == [False, True, True]
    assert "semilla 7" in book["Reparto"]["A2"].value


def test_two_runs_give_the_same_bytes(hechos, escritorio):
    """The same list, names and seed give the same forms, whatever the order of the rows."""
    first = {path.name: path.read_bytes() for path in hechos[0].escritos}
    lines = TITULOS.splitlines()
    again = escritorio.make(escritorio.lista("\n".join([lines[0], *lines[:0:-1]]))).escritos
    assert {path.name: path.read_bytes() for path in again} == first


def test_no_text_of_a_list_is_a_formula(escritorio):
    """A title that begins with an equals sign is a text in every workbook that is written."""
    escritorio.make(escritorio.lista("Título,Responsable\n=1+1,+52 55\n"))
    for path in (escritorio.folder / "formularios").iterdir():
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f" or "1+1" not in cell.value


def test_one_workbook_for_each_evaluator(escritorio):
    """With one workbook for all, it is one for each evaluator: nobody gets the forms of another."""
    done = escritorio.make(escritorio.lista("Título\nUno\nDos\n"), Encomienda(("Ana Ñú", "Beto")), un_libro=True)
    assert sorted(path.name for path in done.escritos) == ["formularios--ana-nu.xlsx", "formularios--beto.xlsx", "reparto.xlsx"]
    (ana,) = (path for path in done.escritos if "ana" in path.name)
    back = import_formularios(ana, marcos=MARCOS)
    assert {(item.practica.id, item.practica.evaluador) for item in back.registros} == {("uno", "Ana Ñú"), ("dos", "Ana Ñú")}


def test_without_evaluators_a_list_gives_one_form_a_record(escritorio):
    """Nobody named is a form for whoever answers, and no sharing."""
    done = escritorio.make(escritorio.lista(TITULOS), Encomienda())
    assert [path.name for path in done.escritos] == [
        "beca-embajadores.xlsx",
        "hyperlink-1.xlsx",
        "casa-de-alvaro.xlsx",
        "ventanilla-unica.xlsx",
    ]


def test_the_headings_of_a_list_may_stand_anywhere_and_be_many(escritorio):
    """A cover sheet, a title over the table, other words for the same, and data that go with each record."""
    lista = escritorio.libro(
        ["Relación de prácticas 2024"],
        [],
        ["No.", "PRÁCTICA", "Municipio", "Clave de INEGI", "ODS", "Desde", "Id", "Correo"],
        [1, "Beca Embajadores", "Querétaro", "22014", "4, 17", 2021, "qro-beca", "x@y.mx"],
        [None] * 8,
        [2, 2024, None, None, None, None, None, None],
        sheets=2,
    )
    done = escritorio.make(lista, Encomienda())
    assert [problem.codigo for problem in done.avisos] == ["columna_desconocida"]
    back = import_formularios(done.escritos, marcos=MARCOS).registros
    first = next(item.practica for item in back if item.practica.id == "qro-beca")
    assert (first.territorio.nombre, first.territorio.clave, first.ods, first.periodo.desde) == ("Querétaro", "22014", (4, 17), "2021")
    assert {item.practica.titulo for item in back} == {"Beca Embajadores", "2024"}


def test_a_list_of_one_column_may_have_commas_in_its_titles(escritorio):
    """Without another column there is nothing that a comma could separate."""
    done = escritorio.make(escritorio.lista("Nombre\nBeca, intercambio y más\n"), Encomienda())
    assert [path.name for path in done.escritos] == ["beca-intercambio-y-mas.xlsx"]


WRONG = {
    "empty": ("", "lista.csv: error [archivo_vacio]"),
    "only a heading": ("Título\n\n", "lista.csv:1:1: error [nada_que_evaluar]"),
    "no heading": ("Beca Embajadores\nCasa\n", "lista.csv:1:1: error [columna_desconocida] No se encontró la columna de los títulos"),
    "a title twice": ("Título\nCasa Puebla\nCASA  puebla\n", "lista.csv:3:1: error [registro_repetido] El título «CASA puebla» ya está en"),
    "two titles that give one id": (
        "Título\nCasa Puebla\nCasa-Puebla!\n",
        "lista.csv:3:1: error [registro_repetido] «Casa-Puebla!» y «Casa Puebla» (el renglón 2) tendrían el mismo identificador",
    ),
    "an id twice": ("id,Título\na,Uno\nA,Dos\n", "lista.csv:3:1: error [registro_repetido]"),
    "an id that is none": ("id,Título\nañ o,Uno\n", "lista.csv:2:1: error [forma_no_valida]"),
    "a title without Latin letters": (
        "Título\n友好都市\n",
        "lista.csv:2:1: error [forma_no_valida] De «友好都市» no sale un identificador",
    ),
    "a row without title": ("Título,Municipio\n,Puebla\n", "lista.csv:2:2: error [valor_vacio] Este renglón no tiene título."),
    "a heading mistyped": ("Título,Responsabel\nUno,\n", "lista.csv:1:2: error [columna_desconocida]"),
    "a heading twice": ("Título,Municipio,Ciudad\nUno,a,b\n", "lista.csv:1:3: error [tabla_invalida]"),
    "a comma that splits a title": ("Título,Municipio\nBeca, y más,Puebla\n", "lista.csv:2:3: error [tabla_invalida]"),
    "a quote that does not close": ('Título\n"Beca\n', "lista.csv:2: error [tabla_invalida]"),
    "a goal that does not exist": ("Título,ODS\nUno,18\n", "lista.csv:2:2: error [fuera_de_limites]"),
    "text that turns around": ("Título\nUno\u202edos\n", "lista.csv:2:1: error [caracter_invisible]"),
    "a title too long for a cell": (f"Título\n{'x' * 32_768}\n", "lista.csv:2:1: error [texto_demasiado_largo]"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_list_that_cannot_be_used_says_where_and_why(escritorio, text, said):
    """Each fault has its place and nothing is written."""
    assert any(problem.startswith(said) for problem in escritorio.problems(escritorio.lista(text)))


def test_a_list_that_excel_saved_in_another_way_is_called_by_its_name(escritorio):
    """An old workbook, a PDF, another encoding."""
    assert "codificacion" in escritorio.problems(escritorio.lista(TITULOS, encoding="cp1252"))[0]
    path = escritorio.folder / "lista.xlsx"
    for data, said in ((b"%PDF-1.7", "es un PDF"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "es un libro de Excel antiguo")):
        path.write_bytes(data)
        assert said in escritorio.problems(path)[0]


def test_a_formula_or_an_error_in_a_list_is_named_at_its_cell(escritorio):
    """A title is what somebody wrote, not what a formula gave."""
    lista = escritorio.libro(["Título"], ["Uno"])
    book = openpyxl.load_workbook(lista)
    book.active["A3"], book.active["A4"] = '="a"&"b"', "#N/A"
    book.active["A4"].data_type = "e"
    book.save(lista)
    found = escritorio.problems(lista)
    assert [problem.partition(" error ")[0] for problem in found] == ["lista.xlsx!Sheet!A3:", "lista.xlsx!Sheet!A4:"]


def test_counts_that_cannot_link_everybody_are_told_with_what_would(escritorio):
    """One evaluator a record links nobody: the warning says so, the workbook too, and how many would do."""
    done = escritorio.make(escritorio.lista(TITULOS), Encomienda(("a", "b", "c"), por_practica=1))
    said = (
        "aviso [reparto_sin_enlace] Con 4 registros, 3 evaluadores y 1 por práctica no se puede enlazar a todos: quedan 3 grupos "
        "sin ninguna práctica en común. Con --por-practica 2 se enlazan. Sin enlace no se distingue a un evaluador severo de una "
        "práctica débil."
    )
    assert [str(problem) for problem in done.avisos] == [said]
    book = openpyxl.load_workbook(escritorio.folder / "formularios" / "reparto.xlsx")
    assert "quedan 3 grupos" in book["Reparto"]["A3"].value


def test_evaluators_left_with_nothing_are_named(escritorio):
    """More evaluators than forms: those without any are said."""
    done = escritorio.make(escritorio.lista("Título\nUno\n"), Encomienda(("a", "b", "c")))
    (told,) = map(str, done.avisos)
    assert "Sin nada que evaluar: " in told
    assert "Con --por-practica 3 se enlazan." in told


OPTIONS = {
    "no names": ((" , ;",), None, None, {}, "--evaluadores no dice ningún nombre"),
    "a name twice": (("Ana, ANA",), None, None, {}, "repetidos: «Ana», «ANA»"),
    "a name that turns around": (("A\u202ena",), None, None, {}, "carácter que no se ve"),
    "a number without names": ((), 2, None, {}, "van con --evaluadores"),
    "a list and records": ((), None, None, {"con_practicas": True}, "no van juntas"),
}


@pytest.mark.parametrize(("words", "each", "seed", "more", "said"), OPTIONS.values(), ids=OPTIONS)
def test_options_that_do_not_go_together_are_refused(words, each, seed, more, said):
    """Nothing asked for is passed over."""
    with pytest.raises(EvaluacionError, match=said):
        plan_encomienda(words, each, seed, **{"de_lista": True, "con_practicas": False, **more})


def test_more_evaluators_than_names_are_refused(escritorio):
    """Three evaluators a record need three names."""
    (said,) = escritorio.problems(escritorio.lista(TITULOS), Encomienda(("a", "b"), por_practica=3))
    assert "Se piden 3 evaluadores por práctica y hay 2." in said


def test_names_are_given_with_commas_or_apart():
    """Commas, semicolons and repeated options say the same."""
    assert split_names(("Ana  Ñú,Beto", "Carla; Dora")) == ("Ana Ñú", "Beto", "Carla", "Dora")


def test_each_evaluator_gets_only_the_own_answers(escritorio):
    """With what is known, the form of each has the own answers, and of the others not even the indicators."""
    folder = escritorio.folder / "practicas"
    folder.mkdir()
    head = "practica: p1\ntitulo: Beca\nterritorio: {nombre: Puebla}\nnota: de quien responde\n"
    for who, answer in (("Ana", "sí"), ("Beto", "nunca")):
        text = f"evaluacion: {{evaluador: {who}, rol: externo}}\nrespuestas: {{mezcla: {{base.hay: {answer}}}}}\nindicadores: {{firmados: {{valores: {{2024: 3}}}}}}\n"
        (folder / f"{who}.yaml").write_text(head + text, encoding="utf-8")
    done = escritorio.make(None, Encomienda(("BETO", "Carla")), practicas=folder)
    back = {item.practica.evaluador: item.practica for item in import_formularios(done.escritos[:-1], marcos=MARCOS).registros}
    assert set(back) == {"Beto", "Carla"}
    assert back["Beto"].respuestas["mezcla"]["base.hay"].respuesta == "nunca"
    assert back["Beto"].indicadores
    assert (back["Carla"].titulo, back["Carla"].territorio.nombre) == ("Beca", "Puebla")
    assert (back["Carla"].respuestas, back["Carla"].indicadores, back["Carla"].nota, back["Carla"].evaluacion.rol) == ({}, {}, None, None)


def test_who_evaluated_a_record_and_does_not_get_it_is_told(escritorio):
    """The sharing keeps the loads even; what somebody else has already answered stays where it is, and that is said."""
    folder = escritorio.folder / "practicas"
    folder.mkdir()
    for number in range(3):
        (folder / f"p{number}.yaml").write_text(f"practica: p{number}\nevaluacion: {{evaluador: Ana}}\n", encoding="utf-8")
    done = escritorio.make(None, Encomienda(("Ana", "Beto", "Carla"), por_practica=1), practicas=folder)
    assert sum("ya evaluó" in problem.mensaje for problem in done.avisos) == 2


def test_a_list_may_be_asked_for_some_of_its_records(escritorio):
    """An id that the list does not give is named with the nearest."""
    done = escritorio.make(escritorio.lista(TITULOS), Encomienda(), ids=["casa-de-alvaro"])
    assert [path.name for path in done.escritos] == ["casa-de-alvaro.xlsx"]
    with pytest.raises(EvaluacionError, match="¿Quiso escribir «casa-de-alvaro»"):
        escritorio.make(escritorio.lista(TITULOS), Encomienda(), ids=["casa-de-alvarado"])


def test_the_id_of_a_long_title_is_short_and_its_own():
    """Two long titles that begin alike have different ids, each the same every time."""
    start = "Programa de cooperación descentralizada para el desarrollo económico "
    ids = [make_id(start + end) for end in ("de Puebla", "de León", "de León")]
    assert all(len(name) <= MOST and name.startswith("programa-de-cooperacion") for name in ids)
    assert len(set(ids)) == 2
    assert make_id("x" * 300) != make_id("x" * 301)


def test_a_form_of_a_list_asks_the_marco_and_tells_the_evaluator(hechos):
    """The form is the one of any record, with the evaluator written where it can be mended."""
    cell = cell_of(openpyxl.load_workbook(hechos[0].escritos[0]), "1/evaluacion.evaluador", "Valor")
    assert (cell.value, cell.protection.locked) == ("Beto", False)


def test_a_list_saved_by_excel_with_its_mark_of_separator_is_read(escritorio):
    """The first line, `sep=;`, is a note of Excel to itself and no title."""
    done = escritorio.make(escritorio.lista("sep=;\nTítulo;Responsable\nUno;Ana, Beto\n"), Encomienda())
    assert [path.name for path in done.escritos] == ["uno.xlsx"]


def test_a_sharing_that_was_cut_short_is_told_and_nothing_is_imported(hechos, tmp_path):
    """The workbook of who evaluates what is passed over when it is one; a damaged one may be answers, and is named."""
    (tmp_path / "uno.xlsx").write_bytes(hechos[0].escritos[0].read_bytes())
    (tmp_path / "reparto.xlsx").write_bytes(hechos[0].escritos[0].read_bytes()[:900])
    with pytest.raises(EvaluacionError) as caught:
        import_formularios(tmp_path, marcos=MARCOS)
    (problem,) = caught.value.problemas
    assert (problem.codigo, problem.origen.archivo.rpartition("/")[2]) == ("tabla_invalida", "reparto.xlsx")
