"""IND-08: no se dice para qué se mide un indicador."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="IND-08",
    familia="revision_indicadores",
    pregunta="proposito.para",
    titulo="No se dice para qué se mide un indicador",
    que="La ficha no dice cuál de los seis fines de la lista atiende.",
    por_que="Un indicador sin destino se llena por rutina y nadie lo lee.",
    fuente=f"{CUADERNO}, cap. IV, paso 14, para qué se quiere medir",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, para: rendición de cuentas}}]
""",
    remedio="Agregue «para»: progreso, impacto, rendicion_de_cuentas, funcionamiento, correccion u objetivos.",
    juzgar=requires_sheet("para", "El indicador de «{id}» no dice para qué se mide."),
    severidad="aviso",
)
