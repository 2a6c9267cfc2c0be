"""Paths: what a file names, and what is at the path that somebody gives."""

from __future__ import annotations

import os
from pathlib import Path

from .bases import COMPARACION, ESTRATEGIA, MARCO, PRACTICA, TABLA
from .caso import Contenido, caso


def link(target: str):
    """Return what makes a symbolic link."""
    return lambda path: path.symlink_to(target)


def pipe(path: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(path)


def folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


OBJETOS: tuple[tuple[str, str, Contenido, str], ...] = (
    ("tubo", "Un tubo en el que nadie escribe", pipe, "archivo_ilegible"),
    ("carpeta", "Una carpeta con nombre de archivo", folder, ""),
    ("dispositivo", "Un enlace a /dev/zero", link("/dev/zero"), "archivo_ilegible"),
    ("circulo", "Un enlace a sí mismo", lambda path: path.symlink_to(path.name), ""),
    ("enlace-roto", "Un enlace a lo que no existe", link("no-existe"), "archivo_no_encontrado"),
)
LECTORES = (
    ("practica", "beca.yaml", "calificar {0} --marco marco.yaml", {"marco.yaml": MARCO}),
    ("tabla", "datos.csv", "calificar {0} --marco marco.yaml", {"marco.yaml": MARCO}),
    ("libro", "datos.xlsx", "validar {0}", {}),
    ("parquet", "datos.parquet", "validar {0}", {}),
    ("marco", "marco.yaml", "calificar beca.yaml --marco {0}", {"beca.yaml": PRACTICA}),
    ("estrategia", "plan.yaml", "revisar {0}", {}),
    ("comparacion", "c.yaml", "comparar {0}", {"datos.csv": TABLA}),
    ("unidades", "datos.csv", "comparar c.yaml", {"c.yaml": COMPARACION}),
    ("formulario", "f.xlsx", "importar {0}", {}),
    ("lista", "l.xlsx", "formulario marco.yaml --lista {0} --salida f", {"marco.yaml": MARCO}),
    ("conocidos", "k.json", "revisar plan.yaml --ya-conocidos {0}", {"plan.yaml": ESTRATEGIA}),
    ("resultado", "antes.json", "diferencias {0} beca.yaml --marco marco.yaml", {"beca.yaml": PRACTICA, "marco.yaml": MARCO}),
    ("moderacion", "m.yaml", "panel beca.yaml --marco marco.yaml --moderacion {0}", {"beca.yaml": PRACTICA, "marco.yaml": MARCO}),
    ("cifras", "cifras.yaml", "verificar-cifras {0}", {}),
    ("proyeccion", "p.yaml", "proyectar {0}", {}),
    ("expediente", "e.yaml", "procedimiento hermanamiento {0}", {}),
    ("consulta", "d.yaml", "decidir espacio_dialogo --respuestas {0}", {}),
    ("objetivos", "o.txt", "leer-objetivo --archivo {0}", {}),
    ("tendencia", "t.yaml", "tendencias {0}", {}),
)
_OTROS_CODIGOS = {("unidades", "dispositivo"): "comparacion_no_valida"}
"""A link out of the folder is refused by what is declared, before anybody opens it."""
for _number, (_reader, _file, _command, _beside) in enumerate(LECTORES):
    for _row, (_name, _trampa, _content, _code) in enumerate(OBJETOS):
        caso(
            f"rutas-{_reader}/{_name}",
            _trampa,
            {_file: _content, **_beside},
            orden=_command,
            sale=2,
            codigos=_OTROS_CODIGOS.get((_reader, _name), _code if _reader != "marco" else "marco_desconocido"),
            corta=(_number + _row) % 8 == 0,
            sin_lugar=_name == "carpeta" or _reader == "marco",
        )

ESCAPES = (
    ("arriba", "Una ruta que sube por encima de la carpeta", "../fuera.yaml"),
    ("absoluta", "Una ruta absoluta", "/no-hay/x.yaml"),
    ("casa", "La carpeta personal", "~/.bashrc"),
    ("red", "Una dirección de la red", "https://example.org/x.yaml"),
    ("esquema", "Un archivo con esquema", "file:///etc/passwd"),
    ("unc", "Una ruta de red de Windows", "//servidor/recurso/x.yaml"),
    ("windows", "Una ruta de Windows", "C:\\\\Windows\\\\x.yaml"),
    ("dispositivo", "Un dispositivo", "/dev/zero"),
    ("vacia", "Una ruta vacía", ""),
    ("punto", "La propia carpeta", "."),
    ("larga", "Una ruta de 5,000 letras", "x" * 5000),
    ("nul", "Una ruta con un NUL escrito con escape", "a\\0b"),
)
_EXTIENDE = 'marco: propio\nversion: 1.0.0\ntitulo: Propio\nextiende: "{}"\n'
_NOMBRADOS = (
    ("extiende", "propio.yaml", _EXTIENDE, "validar {0}", {}),
    (
        "unidades",
        "c.yaml",
        COMPARACION.replace("datos.csv", '"{}"')
        .replace("unidades: {", "unidades: {{")
        .replace("nombre: nombre}", "nombre: nombre}}")
        .replace("nodos: [{", "nodos: [{{")
        .replace("{id: uno", "{{id: uno")
        .replace("{id: dos", "{{id: dos")
        .replace("Índice}", "Índice}}")
        .replace("padre: indice}", "padre: indice}}"),
        "comparar {0}",
        {},
    ),
    ("configuracion", "evaluacion.yaml", 'extiende: "{}"\n', "revisar plan.yaml", {"plan.yaml": ESTRATEGIA}),
    ("panel", "panel.yaml", 'panel: prueba\nregistros: ["{}"]\nmarco: cualitativo\n', "panel {0}", {}),
    (
        "catalogo",
        "cifras.yaml",
        'verificacion: prueba\ntitulo: x\ncatalogo: "{}"\ncifras: [{{id: a, tipo: media, tabla: t, columna: c, publicado: "1", fuente: x}}]\n',
        "verificar-cifras {0}",
        {},
    ),
    (
        "tendencia",
        "t.yaml",
        'tendencia: prueba\ntitulo: x\nmarco: indice_internacionalizacion\nindicador: indice\ntabla: {{catalogo: "{}", id: indice}}\n',
        "tendencias {0}",
        {},
    ),
)
for _number, (_reader, _file, _text, _command, _beside) in enumerate(_NOMBRADOS):
    for _row, (_name, _trampa, _path) in enumerate(ESCAPES):
        caso(
            f"rutas-en-{_reader}/{_name}",
            _trampa,
            {_file: _text.format(_path), "../fuera.yaml": MARCO, **_beside},
            orden=_command,
            sale=2,
            corta=(_number + _row) % 8 == 0,
            sin_lugar=_reader == "panel" and _name == "punto",
        )

caso(
    "rutas/configuracion-enlazada",
    "La configuración es un enlace a otro lugar",
    {"plan.yaml": ESTRATEGIA, "otra/fuera.yaml": "reglas: [\n", "evaluacion.yaml": link("otra/fuera.yaml")},
    orden="revisar {0}",
    sale=2,
)
caso(
    "rutas/configuracion-tubo",
    "La configuración es un tubo",
    {"plan.yaml": ESTRATEGIA, "evaluacion.yaml": pipe},
    orden="revisar {0} --fallar-con nunca",
    codigos=("archivo_ilegible",),
)
caso(
    "rutas/carpeta-con-tubo",
    "Un tubo entre los registros",
    {"beca.yaml": PRACTICA, "tubo.yaml": pipe, "m/marco.yaml": MARCO},
    orden="calificar . --marco m/marco.yaml",
    sale=2,
    codigos="archivo_ilegible",
)
caso(
    "rutas/carpeta-circular",
    "Una carpeta enlazada a sí misma",
    {"beca.yaml": PRACTICA, "otra": link("."), "m/marco.yaml": MARCO},
    orden="calificar . --marco m/marco.yaml",
    sale=0,
)
caso(
    "rutas/carpeta-vacia",
    "Una carpeta sin nada",
    {"nada": folder},
    orden="calificar {0}",
    sale=2,
    codigos="nada_que_evaluar",
    sin_lugar=True,
)
caso(
    "rutas/nombre-con-renglon",
    "Un archivo cuyo nombre lleva un fin de renglón",
    {"a\nb.yaml": "practica: [\n"},
    orden="validar .",
    sale=2,
    codigos="yaml_invalido",
)
caso(
    "rutas/nombre-con-escape",
    "Un archivo cuyo nombre lleva una secuencia de terminal",
    {"a\x1b[31mb.yaml": "practica: [\n"},
    orden="validar .",
    sale=2,
    codigos="yaml_invalido",
)
caso(
    "rutas/nombre-con-bidi",
    "Un archivo cuyo nombre se voltea",
    {"a\u202eb.yaml": "practica: [\n"},
    orden="validar .",
    sale=2,
    codigos="yaml_invalido",
)
caso(
    "rutas/nombre-como-opcion",
    "Un archivo cuyo nombre parece una opción",
    {"--salida.yaml": "practica: beca\n"},
    orden="validar -- {0}",
    sale=0,
    codigos="sin_marco",
)
caso(
    "rutas/nombre-con-comodin",
    "Un archivo cuyo nombre lleva un comodín",
    {"a[1]*.yaml": "practica: beca\n"},
    orden="validar {0}",
    sale=0,
    codigos="sin_marco",
)
caso(
    "rutas/nombre-con-bidi-sano",
    "Un archivo sano cuyo nombre se voltea",
    {"a\u202eb.yaml": "practica: beca\n"},
    orden="validar .",
    sale=0,
    codigos="sin_marco",
)
caso("rutas/no-existe", "Un archivo que no existe", {"x": folder}, orden="calificar jamas.yaml", sale=2, codigos="archivo_no_encontrado")
caso("rutas/nombre-largo", "Un nombre de 5,000 letras", {"x": folder}, orden=f"calificar {'x' * 5000}", sale=2)
caso(
    "rutas/marco-nul",
    "Un marco cuya ruta lleva un NUL",
    {"beca.yaml": PRACTICA},
    orden="calificar {0} --marco a\0b.yaml",
    sale=2,
    sin_lugar=True,
    codigos="marco_desconocido",
)
caso(
    "rutas/ruta-nul",
    "Una ruta que lleva un NUL",
    {"beca.yaml": PRACTICA},
    orden="validar a\0b.yaml",
    sale=2,
    codigos="archivo_no_encontrado",
)
