"""The smallest documents in a server's order: where keys tie, a heap decides which ones are kept and how they come.

A server sorts with a limit by a heap of libstdc++'s kind, so its order of equal keys is not that of insertion.
"""

from __future__ import annotations

from collections.abc import Sequence

Entry = tuple[int, int]  # rank of the key, number of the document


def smallest(ranks: Sequence[int], limit: int) -> list[int]:
    """The numbers of the `limit` documents of the lowest ranks, in the order that a server gives.

    Args:
        ranks: the place of each document's key among all keys; equal keys have the same
    """
    if limit == 1:
        return [min(range(len(ranks)), key=ranks.__getitem__)] if ranks else []
    if limit >= len(ranks):
        order = sorted(range(len(ranks)), key=ranks.__getitem__)
        if limit > len(ranks):
            return order
    heap = [(rank, i) for i, rank in enumerate(ranks[:limit])]
    _make(heap)
    for i in range(limit, len(ranks)):
        rank = ranks[i]
        if rank < heap[0][0]:
            _pop(heap, limit)
            heap[-1] = (rank, i)
            _push(heap, limit - 1, 0, heap[-1])
    for size in range(limit, 1, -1):
        _pop(heap, size)
    return [i for _, i in heap]


def _push(heap: list[Entry], hole: int, top: int, value: Entry) -> None:
    parent = (hole - 1) // 2
    while hole > top and heap[parent][0] < value[0]:
        heap[hole] = heap[parent]
        hole = parent
        parent = (hole - 1) // 2
    heap[hole] = value


def _adjust(heap: list[Entry], hole: int, size: int, value: Entry) -> None:
    top = child = hole
    while child < (size - 1) // 2:
        child = 2 * (child + 1)
        if heap[child][0] < heap[child - 1][0]:
            child -= 1
        heap[hole] = heap[child]
        hole = child
    if size % 2 == 0 and child == (size - 2) // 2:
        child = 2 * (child + 1)
        heap[hole] = heap[child - 1]
        hole = child - 1
    _push(heap, hole, top, value)


def _make(heap: list[Entry]) -> None:
    for parent in range((len(heap) - 2) // 2, -1, -1):
        _adjust(heap, parent, len(heap), heap[parent])


def _pop(heap: list[Entry], size: int) -> None:
    """Moves the largest of the first `size` entries to their end."""
    value = heap[size - 1]
    heap[size - 1] = heap[0]
    _adjust(heap, 0, size - 1, value)
