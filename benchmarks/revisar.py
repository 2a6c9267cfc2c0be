"""Checking strategy files, start-up included, beside an interpreter that does nothing.

python benchmarks/revisar.py [--rapido]

What keeps it above its goal is in docs/decisions.md: the events of libyaml as objects, the start-up, 30 findings a file.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.medir import Razon, as_installed, say, show_seconds, show_table, spend

FILES, FILES_FAST = 1_000, 100
TIMES, TIMES_FAST = 5, 3
META_SEGUNDOS = 3
SEED = 20_261_122
_ENUNCIADOS = (
    "Captar {n} millones de dólares de inversión extranjera en el sector {tema} para {anio}",
    "Firmar {n} acuerdos de cooperación sobre {tema} con ciudades extranjeras a más tardar el 30 de septiembre de {anio}",
    "Reducir en {n} % los residuos del sector {tema} respecto de 2024, para {anio}",
    "Capacitar a {n} funcionarios en {tema} durante {anio}",
    "De aquí a {anio}, abrir {n} rutas de exportación para el sector {tema}",
    "Fortalecer la presencia internacional del sector {tema}",
)
_TEMAS = ("agroindustrial", "turístico", "automotriz", "cultural", "de la salud", "del agua", "del transporte", "educativo")


def write_estrategia(number: int) -> str:
    """Return an invented strategy of about 4 kB: five objectives with their sheets, an action each, and the other sections."""
    draw = random.Random(SEED + number)  # noqa: S311 - a reproducible draw
    lines = [
        f"estrategia: prueba-{number:05}",
        "fecha: 2025-01-31",
        "perfil: unidad",
        "territorio: {nombre: Municipio de prueba, tipo: municipio, pais: MX}",
        "periodo: {desde: 2025, hasta: 2027}",
        "instrumento: {nombre: Programa de prueba, aprobado: 2025-01-15}",
        "vision: Un municipio que coopera y comercia con el mundo en 2035",
        "diagnostico: {fortalezas: [Industria], oportunidades: [Fondos], debilidades: [Poco personal], amenazas: [Sequía]}",
        "actores:",
        "  - {nombre: Universidad, sector: académico, ambito: interno, papel: Evalúa}",
        "  - {nombre: Cámara, sector: privado, ambito: interno, papel: Aporta empresas}",
        "  - {nombre: Agencia, sector: internacional, ambito: externo, papel: Financia}",
        "alineacion: [{instrumento: Plan de desarrollo, objetivo: Empleo}, {instrumento: Agenda 2030, ods: [8, 17]}]",
        "ejes: [{id: a, nombre: Economía, socios: [Cámara]}, {id: b, nombre: Cooperación, socios: [Agencia]}]",
        "objetivos:",
    ]
    for place in range(5):
        lines += _write_objetivo(place, draw)
    lines.append("acciones:")
    for place in range(5):
        lines += [
            f"  - {{id: accion-{place}, objetivo: o{place}, accion: Trabajo del área {place}, responsable: Área {place},",
            f"     inicio: 2025-0{place + 1}-15, fin: 202{draw.choice('567')}-11-30, presupuesto: {{monto: {draw.randint(1, 90)}0000, moneda: MXN}}}}",
        ]
    lines += [
        "presupuesto: {total: 6000000, moneda: MXN, por_anio: {2025: 2000000, 2026: 2000000, 2027: 2000000}, fuentes: [Municipal]}",
        "estructura: {unidad: Unidad de Asuntos Internacionales, personal: 3, presupuesto: {monto: 900000, moneda: MXN}}",
        "riesgos: [{tipo: político, descripcion: Cambio de gobierno, probabilidad: alta}, {tipo: ambiental, probabilidad: baja}]",
        "seguimiento: {tablero: Tablero trimestral, informe: {publico: sí, frecuencia: anual}, evaluacion: [ex ante, ex post]}",
    ]
    return "\n".join(lines) + "\n"


def _write_objetivo(place: int, draw: random.Random) -> list[str]:
    base = draw.randint(10, 90)
    goal, year = base + draw.randint(1, 30), draw.choice((2026, 2027))
    said = draw.choice(_ENUNCIADOS).format(n=goal, tema=draw.choice(_TEMAS), anio=year)
    lines = [f"  - id: o{place}", f"    eje: {draw.choice('ab')}", f"    enunciado: {said}", f"    responsable: Área {place}"]
    if draw.random() < 0.5:  # half of them only say it in words
        return [*lines, f"    beneficiarios: [Habitantes del municipio]\n    ods: [{draw.randint(1, 17)}]"]
    return [
        *lines,
        "    ods: [8]",
        f"    indicador: {{nombre: Medida {place}, definicion: Lo que se cuenta en el año, unidad: unidades, sentido: ascendente,",
        "      frecuencia: anual, frecuencia_fuente: anual, fuente: Registro del área, responsable: Área, mide: resultados, para: progreso}",
        f"    linea_base: {{periodo: 2024, valor: {base}}}",
        f"    meta: {{periodo: {year}, valor: {goal}}}",
    ]


def write_folder(folder: Path, files: int) -> int:
    """Write the strategies and return the mean size of one, in bytes."""
    size = 0
    for number in range(files):
        text = write_estrategia(number).encode()
        (folder / f"{number:05}.yaml").write_bytes(text)
        size += len(text)
    return size // files


def compare_checking(*, fast: bool) -> tuple[list[Razon], list[str]]:
    """Return what checking a folder costs, beside `python -c pass`, in words and as a ratio."""
    files, times = (FILES_FAST, TIMES_FAST) if fast else (FILES, TIMES)
    label = "Revisar estrategias: costo"
    if os.name == "nt":
        return [Razon(label, "python -c pass", None, "informa", nota="este sistema no dice el tiempo de los procesos hijos.")], []
    say(f"… revisión de {files:,} estrategias, {times} veces")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "estrategias"
        folder.mkdir()
        size = write_folder(folder, files)
        whole = ["-m", "evaluacion", "revisar", str(folder), "--salida", f"{name}/revision"]
        what = {
            "nada": (["-c", "pass"], (0,)),
            "texto": ([*whole, "--formato", "texto"], (1,)),
            "json": ([*whole, "--formato", "json"], (1,)),
        }
        environment = as_installed(Path(name) / "compilados")
        for arguments, codes in what.values():
            spend(arguments, codes, environment)  # compiles the modules
        seconds: dict[str, list[float]] = {kind: [] for kind in what}
        for _ in range(times):
            for kind, (arguments, codes) in what.items():
                seconds[kind].append(spend(arguments, codes, environment).segundos)
    cost = {kind: median(values) for kind, values in seconds.items()}
    said = (
        f"Revisión de {files:,} estrategias de {size / 1000:.1f} kB con cinco objetivos, arranque incluido: {show_seconds(cost['texto'])} de"
        f" procesador ({cost['texto'] / files * 1e3:.2f} ms cada una; se buscan {META_SEGUNDOS} s por cada 1,000); con fichas y JSON"
        f" {show_seconds(cost['json'])}; python -c pass {show_seconds(cost['nada'])}."
    )
    return [Razon(f"{label}, {kind}", "python -c pass", cost[kind] / cost["nada"], "informa") for kind in ("texto", "json")], [said]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Lo que cuesta revisar estrategias.")
    parser.add_argument("--rapido", action="store_true", help="100 archivos y menos repeticiones")
    ratios, said = compare_checking(fast=parser.parse_args().rapido)
    print("\n".join(said), show_table(ratios), sep="\n\n")


if __name__ == "__main__":
    main()
