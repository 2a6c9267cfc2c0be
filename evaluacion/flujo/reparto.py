"""Who evaluates what: even loads, every two evaluators linked through what they share, and the same answer every time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

Par = tuple[str, str]
"""A record and one of its evaluators."""


def share_out(
    registros: Sequence[str], evaluadores: Sequence[str], por_registro: int, semilla: int, previos: Collection[Par] = ()
) -> list[Par]:
    """Return which evaluators see each record: as many different ones as asked, in loads that differ by one at most.

    All are linked through the records that they share wherever the counts allow it (`can_be_linked`). The answer does not
    depend on the order in which records and evaluators are given. `previos` are pairs to keep where that costs no balance.

    Raises:
        ValueError: more evaluators are asked for a record than there are.
    """
    if not 1 <= por_registro <= len(evaluadores):
        raise ValueError(por_registro)
    loads, together = Counter(dict.fromkeys(evaluadores, 0)), Counter[frozenset[str]]()
    pairs: list[Par] = []
    for registro in sorted(registros, key=lambda name: _draw(semilla, name)):
        chosen: list[str] = []
        for _ in range(por_registro):
            free = [name for name in evaluadores if name not in chosen]
            best = min(free, key=lambda name: _cost(name, registro, chosen, loads, together, previos, semilla))
            chosen.append(best)
        loads.update(chosen)
        together.update(map(frozenset, combinations(chosen, 2)))
        pairs += [(registro, name) for name in chosen]
    return sorted(_linked(_kept(pairs, previos), evaluadores, semilla, previos))


def _cost(
    name: str,
    registro: str,
    chosen: Sequence[str],
    loads: Counter[str],
    together: Counter[frozenset[str]],
    previos: Collection[Par],
    semilla: int,
) -> tuple[int, bool, int, str]:
    """Return what makes an evaluator a worse choice: more work, nothing answered yet, more shared with those chosen, a draw."""
    shared = sum(together[frozenset((name, other))] for other in chosen)
    return loads[name], (registro, name) not in previos, shared, _draw(semilla, registro, name)


def _draw(semilla: int, *names: str) -> str:
    """Return a draw that is the same on every machine and with every version of the language."""
    return hashlib.sha256("\0".join((str(semilla), *names)).encode("utf-8", "surrogatepass")).hexdigest()


def can_be_linked(registros: int, evaluadores: int, por_registro: int) -> bool:
    """Whether that many of each can be linked: a tree needs one pair less than there are records and evaluators."""
    return registros * por_registro >= registros + evaluadores - 1


def groups_of(pairs: Iterable[Par], evaluadores: Iterable[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the groups of records and evaluators that no pair links with the rest; one group is a linked design."""
    by_record: dict[str, set[str]] = {}
    for registro, name in pairs:
        by_record.setdefault(registro, set()).add(name)
    groups: list[tuple[set[str], set[str]]] = [(set(), {name}) for name in evaluadores]
    for registro, names in by_record.items():
        touched = [group for group in groups if group[1] & names]
        groups = [group for group in groups if not group[1] & names]
        groups.append(({registro}.union(*(group[0] for group in touched)), set().union(*(group[1] for group in touched))))
    return [(frozenset(records), frozenset(names)) for records, names in groups]


def _kept(pairs: Sequence[Par], previos: Collection[Par]) -> list[Par]:
    """Return the pairs with as many of those that exist already as exchanges of two evaluators can bring in."""
    found = set(pairs)
    for registro, name in sorted(set(previos) - found):
        if (registro, name) in found:  # an exchange made for another pair has brought it
            continue
        loose = sorted(other for record, other in found if record == registro and (record, other) not in previos)
        theirs = sorted(record for record, other in found if other == name and (record, other) not in previos)
        change = next(((other, record) for other in loose for record in theirs if (record, other) not in found), None)
        if change is not None:
            other, record = change
            found = (found - {(registro, other), (record, name)}) | {(registro, name), (record, other)}
    return sorted(found)


def _linked(pairs: Sequence[Par], evaluadores: Sequence[str], semilla: int, previos: Collection[Par]) -> list[Par]:
    """Return the pairs with some exchanged so that the groups become one; every load stays the same.

    A pair that a group can spare (without it the group holds together) and any pair of another group change evaluators:
    both groups are then one. While there are several groups and pairs enough for a tree, one of them has a pair to spare.
    """
    found = list(pairs)
    order = sorted(found, key=lambda pair: (pair in previos, _draw(semilla, *pair)))
    while len(groups := groups_of(found, evaluadores)) > 1:
        spare = next((pair for pair in order if pair in found and _holds_without(pair, found, groups)), None)
        if spare is None:
            break
        mine = next(names for records, names in groups if spare[0] in records)
        other = next((pair for pair in order if pair in found and pair[1] not in mine), None)
        if other is None:
            break
        changed = {spare: (spare[0], other[1]), other: (other[0], spare[1])}
        found = [changed.get(pair, pair) for pair in found]
        order = [changed.get(pair, pair) for pair in order]
    return found


def _holds_without(pair: Par, pairs: Sequence[Par], groups: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether the group of a pair is still one without it."""
    records, names = next(group for group in groups if pair[0] in group[0])
    rest = [other for other in pairs if other != pair and other[0] in records]
    if not any(other[0] == pair[0] for other in rest):
        return False
    return len(groups_of(rest, names)) == 1
