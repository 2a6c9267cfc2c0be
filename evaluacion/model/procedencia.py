"""Where a result comes from: tool, marcos, files, policies and the date of reference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarcoUsado:
    """A marco as it was used: its id, version, the sha256 of its resolved content and the file that holds it."""

    marco: str
    version: str
    titulo: str
    huella: str
    archivo: str


@dataclass(frozen=True, slots=True)
class Procedencia:
    """What a reader needs to obtain the same numbers again. Nothing in it depends on the clock."""

    herramienta: str
    version: str
    marcos: tuple[MarcoUsado, ...]
    archivos: tuple[tuple[str, str], ...]
    """Each input file and its sha256."""
    fecha_referencia: str | None
    """Period of reference for late data; None: the latest measured period in the data."""
    politicas: tuple[str, ...]
    """Choices that change how results are shown or ranked."""

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data, for JSON."""
        return {
            "herramienta": self.herramienta,
            "version": self.version,
            "marcos": [
                {"marco": m.marco, "version": m.version, "titulo": m.titulo, "huella": m.huella, "archivo": m.archivo} for m in self.marcos
            ],
            "archivos": [{"archivo": name, "sha256": digest} for name, digest in self.archivos],
            "fecha_referencia": self.fecha_referencia,
            "politicas": list(self.politicas),
        }
