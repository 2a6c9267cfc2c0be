"""What a comparison computes, written a second time, slowly and plainly, from the definitions of the reference case.

Nothing here imports the package under test or uses numpy.  Values are floats or None (missing); data are lists of rows;
sums are exact (fractions) where the definition is arithmetic, `math.fsum` where it needs a logarithm.
"""

import math
from fractions import Fraction as F


def conocidos(columna):
    return [v for v in columna if v is not None]


def _aplica(columna, formula):
    return [None if v is None else formula(v) for v in columna]


# ------------------------------------------------------------- one column of raw data, d = 1 or -1


def minmax(x, d, salida):
    z = [None if v is None else d * F(v) for v in x]
    menor, mayor = min(conocidos(z)), max(conocidos(z))
    bajo, alto = map(F, salida)
    if menor == mayor:
        return [None] * len(x)
    return [None if v is None else float((v - menor) / (mayor - menor) * (alto - bajo) + bajo) for v in z]


def postes(x, d, salida, inferior, superior):
    lo, up = F(inferior), F(superior)
    bajo, alto = map(F, salida)

    def uno(v):
        p = (F(v) - lo) / (up - lo) if d == 1 else (up - F(v)) / (up - lo)
        return float(min(max(p, F(0)), F(1)) * (alto - bajo) + bajo)

    return _aplica(x, uno)


def distancia(x, d, salida, meta):
    z = [None if v is None else d * F(v) for v in x]
    menor, m = min(conocidos(z)), d * F(meta)
    bajo, alto = map(F, salida)

    def uno(v):
        p = F(1) if v >= m else (v - menor) / (m - menor)
        return float(min(p, F(1)) * (alto - bajo) + bajo)

    return _aplica(z, uno)


def zscore(x, d, salida):
    z = [None if v is None else d * F(v) for v in x]
    n = len(conocidos(z))
    if len(set(conocidos(z))) < 2:
        return [None] * len(x)
    media = sum(conocidos(z)) / n
    desviacion = math.sqrt(sum((v - media) ** 2 for v in conocidos(z)) / (n - 1))
    return _aplica(z, lambda v: float(v - media) / desviacion * salida[1] + salida[0])


def _lugar_ascendente(x, d):
    z = [None if v is None else d * v for v in x]
    return [None if v is None else 1 + sum(w < v for w in conocidos(z)) for v in z]


def rango(x, d):
    return _aplica(_lugar_ascendente(x, d), float)


def borda(x, d):
    return _aplica(_lugar_ascendente(x, d), lambda r: float(r - 1))


def prank(x, d, salida):
    n = len(conocidos(x))
    if n < 2:
        return [None] * len(x)
    bajo, alto = map(F, salida)
    return _aplica(_lugar_ascendente(x, d), lambda r: float(F(r - 1, n - 1) * (alto - bajo) + bajo))


def bandas(x, cortes, valores):
    return _aplica(x, lambda v: valores[sum(v >= c for c in cortes)])


# ------------------------------------------------------------- one group


def aritmetica(pares):
    return float(sum(F(w) * F(v) for w, v in pares) / sum(F(w) for w, _ in pares))


def geometrica(pares):
    return math.exp(math.fsum(w * math.log(v) for w, v in pares) / math.fsum(w for w, _ in pares))


def armonica(pares):
    return float(sum(F(w) for w, _ in pares) / sum(F(w) / F(v) for w, v in pares))


def minimo(pares):
    return min(v for _, v in pares)


AGREGADORES = {"aritmetica": aritmetica, "geometrica": geometrica, "armonica": armonica, "minimo": minimo}


def agregar(padres, pesos, hojas, agregacion, umbral=0.0):
    """Score every node of one unit.

    `padres`: {node: parent or None}; `hojas`: {leaf: value or None}; `agregacion`: by height, from 1; `umbral`: the share of
    the children that must be there.  Children of weight 0 do not count.
    """
    hijos = {}
    for nodo, padre in padres.items():
        hijos.setdefault(padre, []).append(nodo)

    def altura(nodo):
        return 1 + max(altura(h) for h in hijos[nodo]) if nodo in hijos else 0

    valores = dict(hojas)

    def valor(nodo):
        if nodo in hijos:
            propios = [(pesos[h], valor(h)) for h in hijos[nodo]]
            cuentan = [(w, v) for w, v in propios if w > 0]
            hay = [(w, v) for w, v in cuentan if v is not None]
            falta = not hay or F(len(hay), len(cuentan)) < F(umbral).limit_denominator(10**6)
            valores[nodo] = None if falta else AGREGADORES[agregacion[altura(nodo) - 1]](hay)
        return valores[nodo]

    valor(hijos[None][0])
    return valores


def lugares(puntajes):
    """Rank 1 = highest; ties share the smallest; missing kept."""
    return [None if p is None else 1 + sum(q > p for q in conocidos(puntajes)) for p in puntajes]


# ------------------------------------------------------------- extreme values


def asimetria(x):
    n, m = len(x), math.fsum(x) / len(x)
    m2, m3 = math.fsum((v - m) ** 2 for v in x), math.fsum((v - m) ** 3 for v in x)
    return math.sqrt(n) * m3 / m2**1.5 * math.sqrt(n * (n - 1)) / (n - 2)


def curtosis(x):
    """The formula of Excel's KURT."""
    n, m = len(x), math.fsum(x) / len(x)
    s = math.sqrt(math.fsum((v - m) ** 2 for v in x) / (n - 1))
    cuartas = math.fsum(((v - m) / s) ** 4 for v in x)
    return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * cuartas - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def pasa(x, limites=(2.0, 3.5)):
    return round(abs(asimetria(x)), 9) < limites[0] or round(curtosis(x), 9) < limites[1]


def winsorizar(x, puntos_max=5, limites=(2.0, 3.5)):
    x, altos, bajos = list(x), 0, 0
    while not pasa(x, limites) and altos + bajos < puntos_max:
        extremo = max(x) if asimetria(x) >= 0 else min(x)
        otros = [v for v in x if v != extremo]
        if len(set(otros)) < 2:
            break
        nuevo = max(otros) if asimetria(x) >= 0 else min(otros)
        tocados = [i for i, v in enumerate(x) if v == extremo]
        if asimetria(x) >= 0:
            altos = len(tocados)
        else:
            bajos = len(tocados)
        for i in tocados:
            x[i] = nuevo
    return x, altos + bajos


def tratar(x, puntos_max=5, limites=(2.0, 3.5)):
    """Both stages on the known values of a column."""
    if pasa(x, limites):
        return list(x)
    acercados, _ = winsorizar(x, puntos_max, limites)
    if pasa(acercados, limites):
        return acercados
    a = 0.01 * (max(x) - min(x))
    return [math.log(v - min(x) + a) for v in x]
