"""Spanish labels of the words that files write without accents."""

from __future__ import annotations

import errno

MEDIAS = {"aritmetica": "aritmética", "geometrica": "geométrica", "armonica": "armónica", "minimo": "mínimo"}
"""How an aggregation is called in running text."""
SECTORES = {
    "social": "social",
    "privado": "privado",
    "academico": "académico",
    "internacional": "internacional",
    "medios": "medios",
    "otros_gobiernos": "otros gobiernos",
    "gobierno_local": "gobierno local",
    "migrantes": "migrantes",
    "cultural": "cultural",
    "artistico": "artístico",
}
"""How the sector of an actor is written."""
ESCRITAS = SECTORES | {
    "politico": "político",
    "economico": "económico",
    "deliberacion": "deliberación",
    "negociacion": "negociación",
    "rendicion_de_cuentas": "rendición de cuentas",
    "correccion": "corrección",
    "sin_oficina": "sin oficina",
}
"""How people write the words of closed lists whose spelling in the code lacks accents or blanks; files are read either way."""
_REASONS = {
    errno.ENOENT: "no existe la carpeta o el archivo",
    errno.EEXIST: "ya hay un archivo con ese nombre",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta",
    errno.EISDIR: "es una carpeta",
    errno.EACCES: "no tiene permiso",
    errno.EPERM: "el sistema no lo permite",
    errno.EROFS: "el disco es de solo lectura",
    errno.ENOSPC: "el disco está lleno",
    errno.EDQUOT: "se acabó el espacio que se le permite",
    errno.EFBIG: "el archivo rebasa lo que el disco admite",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.ESPIPE: "no es un archivo normal",
    errno.ELOOP: "los vínculos forman un círculo",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.EIO: "el disco no responde",
}


def reason_of(error: OSError) -> str:
    """Return in Spanish why the system refused."""
    return _REASONS.get(error.errno or 0, f"el sistema lo rechazó (código {error.errno})")
