"""A run over parts while it lasts: what became of each, and what was gathered of its scores by whoever did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from evaluacion.base.problema import only_errors
from evaluacion.scale.acopio import Acopio
from evaluacion.scale.carpeta import digest_of
from evaluacion.scale.columnas_puntajes import read_batches
from evaluacion.scale.motores import Motor
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import Hecho, Trabajo, read_done


@dataclass(slots=True)
class Corrida:
    """A run under way: what became of each part, and what has been gathered of their scores."""

    tareas: Sequence[Tarea]
    plan: PlanDePuntajes
    acopio: Acopio
    hechos: dict[Tarea, Hecho] = field(default_factory=dict)
    _gathered: set[Tarea] = field(default_factory=set)

    def do(self, motor: Motor, progress: Callable[[int, int], None] | None, antes: Mapping[str, str]) -> int:
        """Have every part done; return how many an earlier run had done and are as it left them.

        Args:
            motor: who does the parts.
            progress: is told how many parts are done, and of how many.
            antes: the sha256 that the manifest of that run gives to each file.
        """
        left = [tarea for tarea in self.tareas if _is_as_left(tarea, antes)]
        self.hechos = {tarea: fact for tarea in left if (fact := read_done(tarea, self.plan)) is not None}
        reused = len(self.hechos)
        pending = [tarea for tarea in self.tareas if tarea not in self.hechos]
        for made in motor(pending, Trabajo(self.plan, str(self.acopio.carpeta.absolute()))):
            self.hechos[made.tarea] = replace(made, resumen=None)
            self._take(made)
            if progress is not None:
                progress(len(self.hechos), len(self.tareas))
        return reused

    def _take(self, made: Hecho) -> None:
        """Take what whoever did a part gathered of it; where that is not to be had, its file is read at the end."""
        if made.resumen is None or made.tarea in self._gathered or not self.acopio.is_whole:
            return
        with suppress(OSError):
            self.acopio.take(made.resumen)
            self._gathered.add(made.tarea)

    def en_su_lugar(self) -> list[Hecho]:
        """Return what became of each part, as the files show, in the order of the parts."""
        return [_in_place(self.hechos[tarea], self.plan) for tarea in self.tareas]

    def gather_others(self) -> None:
        """Gather the parts of earlier runs, and of whoever did not; all of them, where something was taken by halves.

        Raises:
            DamagedError: a file is not as it was written.
            OSError: a file cannot be read again, or there is no room.
        """
        if not self.acopio.is_whole:
            self.acopio, self._gathered = Acopio(self.plan, self.acopio.carpeta), set()
        for tarea in self.tareas:
            for batch in read_batches([tarea.salida]) if tarea not in self._gathered else ():
                self.acopio.add(batch)


def _is_as_left(tarea: Tarea, antes: Mapping[str, str]) -> bool:
    """Whether a file of scores is the one that the manifest of an earlier run names; without one, its pages tell when they are read."""
    path = Path(tarea.salida)
    try:
        return antes.get(path.name) in (None, digest_of(path))
    except OSError:
        return False


def _in_place(made: Hecho, plan: PlanDePuntajes) -> Hecho:
    """Return what became of a part, as its file shows.

    Whoever did it may see another folder, or have died between finishing and saying so, or the file may be of another run.
    """
    if only_errors(made.problemas):
        return made
    found = read_done(made.tarea, plan)
    if found is not None:
        return found
    return (
        made if made.falla else replace(made, falla="quien la hizo dice que está, y en la carpeta no hay una con esos registros y ese plan")
    )
