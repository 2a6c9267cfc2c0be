"""The spoiled forms: each function makes what came back from a form that somebody, or some program, changed.

A case takes the form as parts (`Paquete`) and changes it, or returns the file, or several files by name, that came back
in its place. Its first line says what happened. What the tool answers to all of them is in `estropeados.txt`.
"""

from __future__ import annotations

import unicodedata

from .paquete import MAIN, number_of, split, zipped

CASOS = {}
HAY, UNICA, ACTA, FOTO = (f"1/mezcla/{name}" for name in ("base.hay", "sola.unica", "probada.acta", "probada.foto"))
VALORES, LINEA = "1/indicadores/firmados/valores", "1/indicadores/firmados/linea_base"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "mezcla"


def caso(function):
    """Register a case under its name."""
    CASOS[function.__name__] = function
    return function


# --- answers written in another way ---------------------------------------------------------------------------------


@caso
def sin_cambios(_form):
    """Nobody touched it."""


@caso
def mayusculas(form):
    """An answer in capitals."""
    form.answer(HAY, "SÍ")


@caso
def sin_acento_y_con_espacios(form):
    """An answer without accent, between hard spaces."""
    form.answer(HAY, "\u00a0 si \u00a0")


@caso
def acentos_descompuestos(form):
    """An answer pasted from a program that writes letter and accent apart."""
    form.answer(HAY, unicodedata.normalize("NFD", "sí"))


@caso
def booleano(form):
    """An answer that Excel took for a truth value, whatever its language."""
    form.answer(HAY, 1, kind="b")


@caso
def verdadero_escrito(form):
    """An answer pasted as the word that Spanish Excel shows for a truth value."""
    form.answer(HAY, "VERDADERO")


@caso
def equis(form):
    """A cross in place of an answer of the list."""
    form.answer(HAY, "x")


@caso
def fuera_de_la_lista(form):
    """An answer that the list does not have, like one of it."""
    form.answer(HAY, "a vezes")


@caso
def numero_por_respuesta(form):
    """Points in place of the answer."""
    form.answer(HAY, 3, kind="n")


@caso
def no_aplica_sin_motivo(form):
    """Does not apply, and nobody says why."""
    form.answer(UNICA, "NO APLICA")


@caso
def no_aplica_no_admitido(form):
    """Does not apply, where the marco does not take it."""
    form.answer("1/mezcla/base.inversa", "N/A")


@caso
def todo_con_formato(form):
    """An answer with letters in bold: text in pieces."""
    cell = form.cell(*form.find(HAY, "Respuesta"))
    cell.set("t", "inlineStr")
    holder = cell.makeelement(f"{{{MAIN}}}is", {})
    cell.append(holder)
    for piece in ("a ve", "ces"):
        run = holder.makeelement(f"{{{MAIN}}}r", {})
        holder.append(run)
        text = run.makeelement(f"{{{MAIN}}}t", {})
        text.text = piece
        run.append(text)


# --- formulas, errors and other things in cells ---------------------------------------------------------------------


@caso
def formula_en_la_respuesta(form):
    """A formula that gives an answer of the list."""
    form.answer(HAY, ('"sí"', "sí"), kind="formula")


@caso
def formula_sin_valor(form):
    """A formula that no program computed."""
    form.answer(HAY, ("A1", None), kind="formula")


@caso
def formula_en_la_evidencia(form):
    """A link made with a formula, as evidence."""
    form.answer(HAY, ('HYPERLINK("http://a.mx","acta")', "acta"), "Evidencia", kind="formula")


@caso
def texto_que_parece_formula(form):
    """A text that begins with an equals sign is a text."""
    form.answer(HAY, "=1+1 según el acta", "Evidencia")


@caso
def celda_con_error(form):
    """An error of Excel in place of the answer."""
    form.answer(HAY, "#N/A", kind="e")


@caso
def error_en_un_valor(form):
    """A division by zero in place of a value."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "#DIV/0!", "Valor", kind="e")


@caso
def texto_al_reves(form):
    """A mark that turns the direction of reading, pasted with a title."""
    form.answer("1/titulo", "Beca\u202e sarojabmE", "Valor")


@caso
def caracter_de_control(form):
    """A bell copied from an old system, as Excel keeps it."""
    form.answer(HAY, "consta_x0007_ en acta", "Evidencia")


@caso
def texto_larguisimo(form):
    """The longest text that a cell takes, pasted as evidence."""
    form.answer(HAY, "á" * 32_767, "Evidencia")


@caso
def texto_con_renglones(form):
    """A pasted text with line breaks, tabs, an emoji and what Excel writes for a carriage return."""
    form.answer(HAY, "uno_x000D_\ndos\ttres 😀", "Evidencia")


# --- dates and numbers ----------------------------------------------------------------------------------------------


@caso
def fecha_de_excel(form):
    """A day typed as Excel keeps days."""
    form.answer(HAY, 45504, "Fecha de la evidencia", kind="n", style=form.style_of(14))


@caso
def fecha_con_barras(form):
    """A day as text that can be read in one way only."""
    form.answer(HAY, "31/12/2024", "Fecha de la evidencia")


@caso
def fecha_que_puede_ser_dos(form):
    """A day as text that may be of March or of April."""
    form.answer(HAY, "03/04/2024", "Fecha de la evidencia")


@caso
def fecha_que_no_existe(form):
    """The thirtieth of February."""
    form.answer(HAY, "2024-02-30", "Fecha de la evidencia")


@caso
def fecha_escrita(form):
    """A day in words."""
    form.answer("1/evaluacion.fecha", "12 de mayo de 2025", "Valor")


@caso
def numero_como_texto(form):
    """A value that Excel keeps as text."""
    form.answer(VALORES, 2024, "Periodo", kind="n")
    form.answer(VALORES, "1,234.5", "Valor")


@caso
def folio_largo(form):
    """A number of file of seventeen digits that Excel keeps as a number, where a text goes."""
    form.answer(HAY, "12345678901234567", "Evidencia", kind="n")
    form.answer(HAY, "1.2345678901234501E+16", "Documento", kind="n")


@caso
def folio_de_quince_cifras(form):
    """A number of file of fifteen digits, and a very small number, where texts go."""
    form.answer(HAY, "1.23456789012345E+14", "Evidencia", kind="n")
    form.answer(HAY, "1.5E-05", "Documento", kind="n")


@caso
def coma_decimal(form):
    """A value with a comma where this country writes a point."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "12,5", "Valor")


@caso
def miles_dudosos(form):
    """A value whose comma may be of thousands."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "1,500", "Valor")


@caso
def porcentaje_escrito(form):
    """A value with its per cent sign."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "85%", "Valor")


@caso
def porcentaje_con_formato(form):
    """A value that Excel shows as 85 % and keeps as 0.85."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "0.85", "Valor", kind="n", style=form.style_of(9))


@caso
def valor_en_palabras(form):
    """A value that is a word."""
    form.answer(VALORES, "2024", "Periodo")
    form.answer(VALORES, "muchos", "Valor")


@caso
def valor_sin_periodo(form):
    """A value without its period."""
    form.answer(VALORES, 5, "Valor", 1, kind="n")


@caso
def periodo_sin_valor(form):
    """A period without its value."""
    form.answer(VALORES, "2024", "Periodo", 1)


@caso
def periodo_que_no_lo_es(form):
    """A period in words."""
    form.answer(VALORES, "pronto", "Periodo")


@caso
def linea_base_sin_valor(form):
    """A baseline without its value."""
    form.answer(LINEA, "2020", "Periodo")


@caso
def ano_como_numero(form):
    """A year that Excel keeps as a number where a date goes."""
    form.answer(HAY, 2024, "Fecha de la evidencia", kind="n")


@caso
def termina_antes_de_empezar(form):
    """A span that ends before it begins."""
    form.answer("1/periodo.desde", "2024", "Valor")
    form.answer("1/periodo.hasta", "2020", "Valor")


@caso
def periodo_repetido(form):
    """Two values for one year."""
    for which in (0, 1):
        form.answer(VALORES, "2024", "Periodo", which)
        form.answer(VALORES, which + 1, "Valor", which, kind="n")


@caso
def periodo_que_es_un_dia(form):
    """A period that Excel turned into a day."""
    form.answer(VALORES, 45505, "Periodo", kind="n", style=form.style_of(14))
    form.answer(VALORES, 5, "Valor", kind="n")


@caso
def ods_con_punto(form):
    """Two goals that Excel took for a number with decimals."""
    form.answer("1/ods", 4.17, "Valor", kind="n")


@caso
def ods_con_espacios(form):
    """Goals apart by semicolons and blanks."""
    form.answer("1/ods", "4; 17", "Valor")


@caso
def ods_que_no_existe(form):
    """A goal beyond the seventeenth."""
    form.answer("1/ods", "4, 18", "Valor")


@caso
def ods_en_palabras(form):
    """A goal by its name."""
    form.answer("1/ods", "cuatro", "Valor")


@caso
def pais_en_minusculas(form):
    """A country in small letters."""
    form.answer("1/territorio.pais", "mx", "Valor")


@caso
def correccion_sin_motivo(form):
    """A correction that does not say why or by whom."""
    form.answer(HAY, "nunca", "Corrección: antes")


@caso
def rol_inventado(form):
    """A role that is none."""
    form.answer("1/evaluacion.rol", "asesora", "Valor")


@caso
def requisito_a_medias(form):
    """A requirement half met."""
    form.answer("1/requisitos/vigencia", "más o menos", "Valor")


@caso
def otro_identificador(form):
    """Another id, over the one that the form was made for."""
    form.answer("1/id", "p2", "Valor")


# --- rows, columns and sheets ---------------------------------------------------------------------------------------


@caso
def renglones_ordenados(form):
    """The rows of the questions turned upside down, as sorting does."""
    form.move(SHEET, rows=lambda number: number if number <= 4 else 50 - number)


@caso
def renglones_ocultos(form):
    """Rows and columns hidden."""
    for row in form.rows(SHEET):
        row.set("hidden", "1")


@caso
def renglones_insertados(form):
    """Blank rows over the headings and between the questions."""
    form.move(SHEET, rows=lambda number: number * 2 + 3)


@caso
def columnas_insertadas(form):
    """A column of their own before all others, with its heading and remarks."""
    form.move(SHEET, columns=lambda number: number + 1)
    form.put((SHEET, "A4"), "Mis notas")
    form.put((SHEET, "A6"), "preguntar a Beto")


@caso
def columna_borrada(form):
    """The column of what depends on what is deleted: a column of help."""
    form.move(SHEET, columns=lambda number: 0 if number == 5 else number - (number > 5))


@caso
def hojas_renombradas(form):
    """Other names for the sheets."""
    for number, title in enumerate(form.files):
        if not title.startswith("_"):
            form.rename(title, f"Mi hoja {number}")


@caso
def renglon_borrado(form):
    """A question deleted with its answer."""
    _, place = form.find(HAY, "Respuesta")
    form.move(SHEET, rows=lambda number: 0 if number == split(place)[1] else number)


@caso
def hoja_borrada(form):
    """A whole sheet deleted."""
    form.drop_sheet("Indicadores")


@caso
def claves_borradas_de_una_hoja(form):
    """The column of keys of one sheet deleted: its answers are kept apart."""
    form.move(SHEET, columns=lambda number: number - 1)


@caso
def claves_borradas(form):
    """The columns of keys deleted from every sheet."""
    for title in ("Registro", SHEET, "Indicadores"):
        form.move(title, columns=lambda number: number - 1)


@caso
def clave_cambiada(form):
    """The key of a question typed over."""
    form.answer(HAY, "1/mezcla/base.otra", "Clave (no cambiar)")


@caso
def clave_cambiada_sin_respuesta(form):
    """The key of a question that nobody answered typed over."""
    form.answer(FOTO, "1/mezcla/probada.video", "Clave (no cambiar)")


@caso
def clave_de_una_serie_cambiada(form):
    """The key of a value of an indicator typed over: nobody knows what the value is."""
    form.answer(LINEA, "2020", "Periodo")
    form.answer(LINEA, "1/indicadores/firmados/otra", "Clave (no cambiar)")


@caso
def clave_repetida(form):
    """One key in two rows, both with an answer."""
    form.answer(UNICA, "nunca")
    form.answer(UNICA, HAY, "Clave (no cambiar)")


@caso
def encabezado_repetido(form):
    """Two columns with one heading."""
    title, place = form.find(HAY, "Nota")
    form.put((title, f"{split(place)[0]}4"), "Motivo")


@caso
def encabezado_cambiado(form):
    """The heading of a column of answers changed: what is under it is kept apart."""
    title, place = form.find(HAY, "Nota")
    form.put((title, f"{split(place)[0]}4"), "Comentarios")
    form.answer(HAY, "ojo con esto", "Motivo")
    form.put((title, place), "revisar en mayo")


@caso
def respuesta_con_otro_encabezado(form):
    """The heading of the answers themselves changed: nobody knows what is under it."""
    title, place = form.find(HAY, "Respuesta")
    form.put((title, f"{split(place)[0]}4"), "Contestación")


@caso
def evidencia_sin_encabezado(form):
    """The heading of the evidence erased."""
    title, place = form.find(HAY, "Evidencia")
    form.cell(title, f"{split(place)[0]}4")


@caso
def columnas_de_respuestas_borradas(form):
    """The columns of answer and evidence deleted whole."""
    letters, _ = split(form.find(HAY, "Respuesta")[1])
    first = number_of(letters)
    form.move(SHEET, columns=lambda number: 0 if number in (first, first + 1) else number - 2 * (number > first))


@caso
def encabezados_de_las_otras_hojas(form):
    """The headings of the data and of the series of indicators changed."""
    for key, heading, other in (("1/titulo", "Valor", "Dato nuevo"), (VALORES, "Periodo", "Año"), (VALORES, "Valor", "Cuánto")):
        title, place = form.find(key, heading)
        form.put((title, f"{split(place)[0]}4"), other)


@caso
def columna_de_mas_con_el_mismo_encabezado(form):
    """A column of their own at the end, with the heading of another."""
    form.put((SHEET, "AZ4"), "Respuesta")
    form.put((SHEET, "AZ5"), "nunca")


@caso
def respuestas_combinadas(form):
    """Two answers merged into one cell."""
    title, place = form.find(HAY, "Respuesta")
    letters, row = split(place)
    form.merge(title, f"{place}:{letters}{row + 1}")


@caso
def notas_combinadas(form):
    """Merged cells where nothing is asked hurt nobody."""
    form.merge(SHEET, "B1:F1")


@caso
def hoja_copiada(form):
    """A copy of the sheet, kept as a backup: every question is there twice."""
    form.answer(HAY, "sí")
    form.add_sheet("mezcla (2)", form.rows(SHEET))


# --- what is written where nothing is asked -------------------------------------------------------------------------


@caso
def nota_al_margen(form):
    """A remark beside a question."""
    _, place = form.find(HAY, "Respuesta")
    form.put((SHEET, f"AZ{split(place)[1]}"), "ojo con esto")


@caso
def notas_en_todas_partes(form):
    """Remarks over the headings, under the last row, in the instructions, beside the progress and among the lists."""
    for place in ((SHEET, "F1"), (SHEET, "C60"), ("Instrucciones", "E9"), ("Avance", "P3"), ("_listas", "A30")):
        form.put(place, f"nota en {place[1]}")


@caso
def dato_que_no_se_pide(form):
    """A period in the first row of an indicator, where none goes."""
    form.answer("1/indicadores/firmados", "2024", "Periodo")


@caso
def indicador_con_respuesta(form):
    """An answer of the list of questions where an indicator only takes that it does not apply."""
    form.answer("1/indicadores/total", "sí")


@caso
def respuesta_en_otra_columna(form):
    """An answer of the list in the column of help: a word that the form has elsewhere."""
    form.answer(HAY, "sí", "Ayuda")


@caso
def escrito_sobre_la_pregunta(form):
    """A remark typed over a locked question."""
    form.answer(HAY, "¿Hay información? Creo que no.", "Pregunta")


@caso
def escrito_en_columnas_ocultas(form):
    """A word typed in one of the hidden columns that the score is made of."""
    form.answer(HAY, "pendiente", "_estado")


@caso
def hoja_propia(form):
    """A sheet of their own, with texts, numbers and formulas."""
    form.add_sheet("Mis apuntes")
    form.put(("Mis apuntes", "B2"), "llamar a la oficina")
    form.put(("Mis apuntes", "B3"), 15, kind="n")
    form.put(("Mis apuntes", "B4"), ('"para "&B2', "para llamar a la oficina"), kind="formula")


@caso
def hoja_propia_con_la_columna_de_claves(form):
    """A sheet of their own with the heading of the keys copied into it, and no key under it."""
    form.add_sheet("Mis apuntes")
    for place, text in (("A1", "Clave (no cambiar)"), ("B1", "Respuesta"), ("B2", "preguntar a Ana")):
        form.put(("Mis apuntes", place), text)


@caso
def formulas_propias_sin_valor(form):
    """Formulas of their own that no program computed, where nothing is asked: in a sheet of theirs, over the headings, in the progress."""
    form.add_sheet("Mis apuntes")
    for place in (("Mis apuntes", "D4"), (SHEET, "F1"), ("Avance", "P3")):
        form.put(place, ("1+1", None), kind="formula")


@caso
def formulas_propias_con_valor(form):
    """Formulas of their own that give a number: beside a question, among the hidden columns, in the progress."""
    _, place = form.find(HAY, "Respuesta")
    for where in ((SHEET, f"AZ{split(place)[1]}"), form.find(HAY, "_estado"), ("Avance", "P3")):
        form.put(where, ("SUM(A1:A3)*2", "7"), kind="formula")


@caso
def formula_arrastrada(form):
    """A formula of their own dragged over three cells, as Excel keeps it: once."""
    form.add_sheet("Mis apuntes")
    for row in (1, 2, 3):
        form.put(("Mis apuntes", f"A{row}"), ("B1*2" if row == 1 else "", "4"), kind="formula")
        cell = form.cell_at("Mis apuntes", f"A{row}")
        cell[0].attrib.update({"t": "shared", "si": "0"} | ({"ref": "A1:A3"} if row == 1 else {}))


@caso
def formulas_sin_guardar_sus_valores(form):
    """Saved by a program that computes nothing: the formulas of the form have no value, and hurt nobody."""
    for title in form.files:
        for row in form.rows(title):
            for cell in row:
                if len(cell) and cell[0].tag.endswith("}f"):
                    del cell[1:]
                    cell.attrib.pop("t", None)


@caso
def comentario_de_celda(form):
    """A comment pinned to an answer."""
    _, place = form.find(HAY, "Respuesta")
    said = f'<comment ref="{place}" authorId="0"><text><r><t>Ana:</t></r><r><t>\nfalta el acta</t></r></text></comment>'
    authors = "<authors><author>Ana</author></authors>"
    form.attach(SHEET, "comments", "comments9.xml", f'<comments xmlns="{MAIN}">{authors}<commentList>{said}</commentList></comments>')


@caso
def conversacion_en_una_celda(form):
    """A conversation of the newer Excel, with the comment that it leaves for the older ones."""
    _, place = form.find(HAY, "Respuesta")
    old = f'<comment ref="{place}" authorId="0"><text><t>[Threaded comment] Comment: de acuerdo</t></text></comment>'
    form.attach(SHEET, "comments", "comments9.xml", f'<comments xmlns="{MAIN}"><commentList>{old}</commentList></comments>')
    new = f'<threadedComment ref="{place}" id="1"><text>de acuerdo</text></threadedComment>'
    form.attach(SHEET, "threadedComment", "threadedComments/t1.xml", f'<ThreadedComments xmlns="x">{new}</ThreadedComments>')


@caso
def cuadro_de_texto(form):
    """A text box drawn over the sheet."""
    box = "<a:p><a:r><a:t>ver el anexo</a:t></a:r></a:p><a:p><a:r><a:t>de la carpeta</a:t></a:r></a:p>"
    where = "<xdr:from><xdr:col>3</xdr:col><xdr:row>6</xdr:row></xdr:from>"
    text = f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:twoCellAnchor>{where}<xdr:sp>{box}</xdr:sp></xdr:twoCellAnchor></xdr:wsDr>'
    form.attach(SHEET, "drawing", "drawings/d9.xml", text)


@caso
def cuadro_de_texto_fuera_de_la_hoja(form):
    """A text box that a program drew beyond the last row, with where it ends."""
    where = "<xdr:from><xdr:col>3</xdr:col><xdr:row>99999999</xdr:row></xdr:from><xdr:to><xdr:col>5</xdr:col></xdr:to>"
    box = f"<xdr:twoCellAnchor>{where}<a:p><a:r><a:t>ver el anexo</a:t></a:r></a:p></xdr:twoCellAnchor>"
    form.attach(SHEET, "drawing", "drawings/d9.xml", f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a">{box}</xdr:wsDr>')


@caso
def celda_lejana(form):
    """A word in the last cell that a sheet has."""
    form.put((SHEET, "XFD1048576"), "hasta acá")


# --- other marcos ---------------------------------------------------------------------------------------------------


@caso
def de_otra_version(form):
    """The marco has a new version without one of the questions: its answer is kept apart."""
    hidden(form, "1.2.0", "0.9.0")
    hidden(form, form.huella, "0" * 64)
    form.answer(FOTO, "1/mezcla/probada.video", "Clave (no cambiar)")
    form.answer("1/mezcla/probada.video", "a veces")


@caso
def de_otra_version_y_anotado(form):
    """A form of another version with a remark over a locked cell."""
    hidden(form, form.huella, "0" * 64)
    form.answer(HAY, "ojo con esto", "Ayuda")


@caso
def de_un_marco_ajeno(form):
    """A form about a marco that is not given."""
    hidden(form, "mezcla", "otro_marco")


def hidden(form, old, new):
    """Change a word of the hidden sheet."""
    for row in form.rows("_evaluacion"):
        for cell in list(row):
            if len(cell) and form.text(cell) == old:
                form.put(("_evaluacion", cell.get("r")), new)


@caso
def identificador_de_un_formulario_en_blanco(form):
    """The form was made for a record that had no id, and nobody wrote one."""
    hidden(form, "p1", "")
    form.answer("1/id", "", "Valor")


# --- the hidden sheet -----------------------------------------------------------------------------------------------


@caso
def sin_hoja_oculta(form):
    """The answers copied to a workbook without the hidden sheet."""
    form.drop_sheet("_evaluacion")


@caso
def hoja_oculta_de_otra_cosa(form):
    """A hidden sheet of something else."""
    hidden(form, "formulario de evaluacion 1", "formulario de otra cosa 7")


@caso
def hoja_oculta_incompleta(form):
    """The record is gone from the hidden sheet."""
    hidden(form, "registro", "nada")


@caso
def hoja_oculta_con_otra_clase(form):
    """The hidden sheet calls the record something that is none."""
    hidden(form, "practica", "cosa")


@caso
def libro_del_reparto(form):
    """The workbook that says who evaluates what, with another name."""
    hidden(form, "formulario de evaluacion 1", "reparto de evaluacion 1")


@caso
def resto_danado(form):
    """What the form carried without showing it, cut short."""
    form.put(("_evaluacion", "A40"), "resto")
    form.put(("_evaluacion", "B40"), "1")
    form.put(("_evaluacion", "C40"), '{"respuestas": {"mezcla": {"base.hay": "s')


@caso
def resto_de_otra_forma(form):
    """What the form carried without showing it, with another shape."""
    form.put(("_evaluacion", "A40"), "resto")
    form.put(("_evaluacion", "B40"), "1")
    form.put(("_evaluacion", "C40"), '{"respuestas": {"mezcla": {"base.hay": "sí"}}}')


@caso
def numero_enorme_en_la_hoja_oculta(form):
    """A number of record with five thousand digits."""
    form.put(("_evaluacion", "A40"), "registro")
    form.put(("_evaluacion", "B40"), "9" * 5000)


# --- files ----------------------------------------------------------------------------------------------------------


@caso
def con_macros(form):
    """Saved as a workbook with macros."""
    form.parts["xl/vbaProject.bin"] = b"\0" * 100


@caso
def con_vinculos(form):
    """It takes data from another workbook."""
    form.parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"


@caso
def bomba(form):
    """A part that grows a thousand times when it is opened."""
    form.parts["xl/worksheets/bomba.xml"] = b" " * 5_000_000


@caso
def entidades(form):
    """A part that declares entities."""
    form.parts["xl/styles.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + form.parts["xl/styles.xml"]


@caso
def xml_roto(form):
    """A sheet whose XML does not close."""
    form.parts[form.files[SHEET]] = form.parts[form.files[SHEET]][:-40]


@caso
def celdas_en_desorden(form):
    """A sheet whose cells go backwards."""
    for row in form.rows(SHEET):
        row[:] = list(row)[::-1]


@caso
def textos_que_faltan(form):
    """A cell that names a shared text that is not there."""
    form.answer(HAY, 99_999, kind="s")


@caso
def partes_repetidas(form):
    """Two parts with the same name."""
    form.parts["XL/styles.xml"] = b"<a/>"


@caso
def con_prefijos(form):
    """Saved by a program that writes prefixes before every name."""
    for name in form.files.values():
        form.parts[name] = (
            form.parts[name].replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
        )


@caso
def de_otra_herramienta(form):
    """A workbook of somebody else."""
    for title in list(form.files)[1:]:
        form.drop_sheet(title)


@caso
def truncado(form):
    """A download that stopped half way."""
    data = form.save()
    return data[: len(data) // 2]


@caso
def vacio(_form):
    """A file without a byte."""
    return b""


@caso
def ods(_form):
    """Saved as a sheet of OpenDocument."""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})


@caso
def xls(_form):
    """Saved as a workbook of Excel 97."""
    return OLE + b"\0" * 600


@caso
def con_contrasena(_form):
    """Saved with a password."""
    return OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")


@caso
def xlsb(_form):
    """Saved as a binary workbook."""
    return zipped({"xl/workbook.bin": b"\0"})


@caso
def docx(_form):
    """Pasted into a document of Word."""
    return zipped({"word/document.xml": b"<a/>"})


@caso
def pdf(_form):
    """Printed to a PDF."""
    return b"%PDF-1.7\n"


@caso
def csv(_form):
    """Saved as CSV."""
    return "Clave;Respuesta\n1/mezcla/base.hay;sí\n".encode()


@caso
def pagina_web(_form):
    """A web page with the name of a workbook."""
    return b"<html><table></table></html>"


# --- several files --------------------------------------------------------------------------------------------------


@caso
def dos_evaluadores(form):
    """The forms of two evaluators of one record: two evaluations."""
    found = {}
    for who, answer in (("Ana", "sí"), ("Beto", "nunca")):
        form.answer("1/evaluacion.evaluador", who, "Valor")
        form.answer(HAY, answer)
        found[f"p1--{who.casefold()}.xlsx"] = form.save()
    return found


@caso
def dos_veces_el_mismo(form):
    """A form and its copy, with other answers and the same evaluator."""
    first = form.save()
    form.answer(HAY, "nunca")
    return {"p1.xlsx": first, "p1 (copia).xlsx": form.save()}


@caso
def carpeta_con_otros_libros(form):
    """A folder where one came back as .ods and another with macros."""
    return {"p1.xlsx": form.save(), "p2.ods": zipped({"content.xml": b"<a/>"}), "p3.xlsm": b"PK"}
