"""Who is connected with whom: the relations that partnerships and funding hold by id, as rows and as a map of them.

A map has three columns: in the middle the records that hold the relations, on either side what they point at. Here are
numbers and words; `connections.html` draws them. Lengths are units of the drawing, about a pixel each; `x` grows to
the right, `y` downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

from tsi.evidence.names import Mention
from tsi.evidence.proof import Backing, FigureProof, NameProof, Proof, Segment
from tsi.library.library import Library
from tsi.records.claims import RELATIONS, all_citations, stating_citations
from tsi.records.types import KINDS, Citation, Reference


class Sides(NamedTuple):
    """The fields of a kind of record whose ids stand on the left and on the right of it."""

    left: tuple[str, ...]
    right: tuple[str, ...]


SIDES = {
    "partnerships": Sides(("parties", "bodies"), ("pillars",)),
    "funding": Sides(("funders",), ("part_of", "pillars")),
}
"""By the kind that holds the relations; each has a map and a table of its own."""


# --- The relations ---------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A record and what it points at, by field, in data order."""

    holder: Reference
    targets: Mapping[str, tuple[Reference, ...]]


def rows(library: Library, kind: str) -> list[Row]:
    """The relations of each record of `kind`, a key of SIDES."""
    kinds = RELATIONS[KINDS[kind]]
    fields = (*SIDES[kind].left, *SIDES[kind].right)
    return [
        Row(Reference(kind, id_), {field: _targets(record, field, kinds[field]) for field in fields})
        for id_, record in library.records[kind].items()
    ]


def _targets(record: object, field: str, kind: str) -> tuple[Reference, ...]:
    return tuple(Reference(kind, id_) for id_ in getattr(record, field))


def naming(library: Library, row: Row, field: str) -> Proof:
    """The lines, of those that the holder cites, that name what it points at in `field`: as few of them as will do,
    and one that was looked at in vain only where no other does."""
    record = library.get(row.holder)
    stating = stating_citations(record)
    cited = dict.fromkeys((*stating, *all_citations(record)))
    names = {citation: _printed(library, citation) for citation in cited}
    wanted = row.targets[field]
    likeliest = sorted(cited, key=lambda it: (it not in stating, -len(names[it].keys() & set(wanted))))
    chosen = {target: next((it for it in likeliest if target in names[it]), None) for target in wanted}
    stated = {target: citation for target, citation in chosen.items() if citation}
    return Proof(
        "",
        tuple(citation for citation in cited if citation in stated.values()),
        names=tuple(_named(target, names[citation][target], citation) for target, citation in stated.items()),
    )


def _printed(library: Library, citation: Citation) -> dict[Reference, str]:
    return {name.of: name.printed for name in reversed(library.evidence.line(citation).names)}


def _named(target: Reference, printed: str, citation: Citation) -> NameProof:
    return NameProof(Mention(target, printed, 0, len(printed)), (Backing(citation, printed),))


def apart(library: Library, kind: str) -> list[Reference]:
    """The records of `kind` that no row points at."""
    held = {target for holding in SIDES for _, _, target in edges(rows(library, holding))}
    return [Reference(kind, id_) for id_ in library.records[kind] if Reference(kind, id_) not in held]


# --- The order -------------------------------------------------------------------------------------------------------


class Group(NamedTuple):
    """What a column shows under one heading: a field, or the kind of the middle column."""

    name: str
    members: tuple[Reference, ...]


End = tuple[str, Reference]
"""A record as a column shows it: under the field (or kind) that gives it its heading."""


class Order(NamedTuple):
    left: tuple[Group, ...]
    middle: tuple[Group, ...]
    right: tuple[Group, ...]


_ROUNDS = 12


def in_data_order(library: Library, kind: str, held: Sequence[Row]) -> Order:
    """The columns as the files have them; a pillar is shown although no row points at it."""
    sides = SIDES[kind]
    middle = Group(kind, tuple(row.holder for row in held))
    left, right = (tuple(_group(library, field, held) for field in fields) for fields in sides)
    return Order(_filled(left), (middle,), _filled(right))


def _group(library: Library, field: str, held: Sequence[Row]) -> Group:
    found = {target for row in held for target in row.targets[field]}
    kinds = {target.kind for target in found}
    every = (Reference(kind, id_) for kind in kinds for id_ in library.records[kind])
    return Group(field, tuple(it for it in every if it in found))


def _filled(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(group for group in groups if group.members)


def edges(held: Sequence[Row]) -> list[tuple[Reference, str, Reference]]:
    """Holder, field, target."""
    return [(row.holder, field, target) for row in held for field, targets in row.targets.items() for target in targets]


def arranged(order: Order, held: Sequence[Row]) -> Order:
    """The order with the fewest crossings that sorting each column by the mean place of what its members are joined
    with (the barycentre method) comes to in a few rounds. Equals keep the order of the files."""
    best = order
    for _ in range(_ROUNDS):
        outer = _places(order.left, 0.5) | _places(order.right, 0.5)
        order = order._replace(middle=_sorted(order.middle, outer, held))
        inner = _places(order.middle, 0.5)
        order = order._replace(left=_sorted(order.left, inner, held), right=_sorted(order.right, inner, held))
        best = min(best, order, key=lambda it: crossings(it, held))
    return best


def _places(groups: tuple[Group, ...], margin: float) -> dict[End, float]:
    """By field (or kind) and record, how far down the column it stands, from 0 to 1."""
    members = [(group.name, member) for group in groups for member in group.members]
    return {member: (place + margin) / len(members) for place, member in enumerate(members)}


def _joined(held: Sequence[Row]) -> Iterator[tuple[End, End]]:
    """Each edge as the two ends that it has in the columns: the holder’s, the target’s."""
    return (((holder.kind, holder), (field, target)) for holder, field, target in edges(held))


def _sorted(groups: tuple[Group, ...], places: Mapping[End, float], held: Sequence[Row]) -> tuple[Group, ...]:
    joined: dict[End, list[float]] = {}
    for one, other in _both_ways(held):
        if other in places:
            joined.setdefault(one, []).append(places[other])

    def mean(end: End) -> float:
        return fmean(joined.get(end, (0.5,)))

    return tuple(
        group._replace(members=tuple(sorted(group.members, key=lambda member, name=group.name: mean((name, member)))))
        for group in groups
    )


def _both_ways(held: Sequence[Row]) -> Iterator[tuple[End, End]]:
    for holder, target in _joined(held):
        yield holder, target
        yield target, holder


def crossings(order: Order, held: Sequence[Row]) -> int:
    """How many pairs of edges cross."""
    middle = _places(order.middle, 0)
    found = 0
    for side in (order.left, order.right):
        places = _places(side, 0)
        ends = [(middle[holder], places[target]) for holder, target in _joined(held) if target in places]
        found += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
    return found


# --- The drawing -----------------------------------------------------------------------------------------------------

_LETTER, _LINE, _PADDING, _GAP, _HEADING = 12.5, 15, 11, 4, 30
_LEFT, _MIDDLE, _RIGHT, WIDTH = (0, 210), (304, 562), (656, 840), 840
_MARK = 20
"""What the mark of a record takes of its column, beside the label."""


class Piece(NamedTuple):
    text: str
    figure: FigureProof | None


@dataclass(frozen=True)
class Knot:
    """A record in a column: what can be hit of it, where its mark stands and where its label begins (or, on the left,
    ends), the lines of the label, and the edges that lead to it."""

    reference: Reference
    group: str
    left: float
    right: float
    top: float
    bottom: float
    mark: float
    label: float
    lines: tuple[tuple[Piece, ...], ...]
    ties: tuple[str, ...] = ()

    @property
    def end(self) -> End:
        return self.group, self.reference

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def baselines(self) -> list[float]:
        first = self.y - (len(self.lines) - 1) * _LINE / 2 + _LETTER * 0.35
        return [first + number * _LINE for number in range(len(self.lines))]


class Heading(NamedTuple):
    group: str
    left: float
    right: float
    y: float


class Map(NamedTuple):
    kind: str
    height: float
    headings: tuple[Heading, ...]
    left: tuple[Knot, ...]
    middle: tuple[Knot, ...]
    right: tuple[Knot, ...]


# Shares of the height of a letter, a little more than those of the widest of the usual fonts without serifs.
_LETTERS = {"ijl.,:;|!'’ftrI()[]-/ ": 0.34, "mwMW@%—": 0.94, "ABCDEFGHJKLNOPQRSTUVXYZ&": 0.73}
_WIDTHS = {letter: width for letters, width in _LETTERS.items() for letter in letters}
_OTHER_LETTER = 0.58


def text_width(text: str, letter: float) -> float:
    """About how wide a text is, and rather more than less."""
    return letter * sum(_WIDTHS.get(character, _OTHER_LETTER) for character in text)


def broken(segments: Sequence[Segment], room: float) -> tuple[tuple[Piece, ...], ...]:
    """A text in lines no wider than `room`, if its words allow; no figure is cut. The lines joined are the text."""
    lines: list[list[Piece]] = [[]]
    for words in _unbroken(segments):
        line = "".join(piece.text for piece in (*lines[-1], *words)).rstrip()
        if lines[-1] and text_width(line, _LETTER) > room:
            lines.append([])
        lines[-1] += words
    return tuple(tuple(line) for line in lines)


def _unbroken(segments: Sequence[Segment]) -> Iterator[list[Piece]]:
    """The pieces between which a line may end: each ends with a space, or with the text."""
    run: list[Piece] = []
    for piece in _leaves(segments):
        for text in [piece.text] if piece.figure else re.findall(r"\S*\s+|\S+", piece.text):
            run.append(Piece(text, piece.figure))
            if text[-1].isspace():
                yield run
                run = []
    if run:
        yield run


def _leaves(segments: Sequence[Segment]) -> Iterator[Piece]:
    for segment in segments:
        if segment.children:
            yield from _leaves(segment.children)
        else:
            yield Piece(segment.text, segment.figure)


def draw(library: Library, kind: str) -> Map:
    """The map of what the records of `kind`, a key of SIDES, hold."""
    held = rows(library, kind)
    order = arranged(in_data_order(library, kind, held), held)
    left, middle, right = (
        [(group.name, [_knot(library, group.name, it, side) for it in group.members]) for group in groups]
        for side, groups in zip((_LEFT, _MIDDLE, _RIGHT), order, strict=True)
    )
    height = max(map(_least_height, (left, middle, right)))
    inner = _spread(middle, height)
    outer = [_drawn_to(column, _wanted(inner.knots, held), height) for column in (left, right)]
    columns = [outer[0], inner, outer[1]]
    knots = {knot.end: knot for column in columns for knot in column.knots}
    ties: dict[End, list[str]] = {end: [] for end in knots}
    for holder, target in _joined(held):
        tie = _tie(knots[holder], knots[target])
        ties[holder].append(tie)
        ties[target].append(tie)
    tied = (tuple(replace(knot, ties=tuple(ties[knot.end])) for knot in column.knots) for column in columns)
    return Map(kind, height, tuple(heading for column in columns for heading in column.headings), *tied)


def _knot(library: Library, group: str, reference: Reference, side: tuple[float, float]) -> Knot:
    left, right = side
    inset = 8 if side == _MIDDLE else 0
    lines = broken(library.proof(reference, "name").segments, right - left - _MARK - 2 * inset - 2)
    mark, label = (right - 7, right - _MARK) if side == _LEFT else (left + inset + 7, left + inset + _MARK)
    return Knot(reference, group, left, right, 0, len(lines) * _LINE + _PADDING, mark, label, lines)


_Unplaced = list[tuple[str, list[Knot]]]
"""A column by its headings, each member at the top of the drawing."""


class _Column(NamedTuple):
    headings: list[Heading]
    knots: list[Knot]


def _least_height(column: _Unplaced) -> float:
    return sum(_HEADING + sum(knot.bottom + _GAP for knot in knots) for _, knots in column)


def _spread(column: _Unplaced, height: float) -> _Column:
    """Put the members one below the other, with the room that is left shared out between them."""
    members = sum(len(knots) for _, knots in column)
    spare = (height - _least_height(column)) / members if members else 0
    return _stacked(column, [spare * place for place in range(members)])


def _drawn_to(column: _Unplaced, wanted: Mapping[End, float], height: float) -> _Column:
    """Put each member as near as the others let it to the mean height of what it is joined with."""
    packed = _stacked(column, [0.0] * sum(len(knots) for _, knots in column))
    most = height - _least_height(column)
    moves = in_order([wanted.get(knot.end, height / 2) - knot.y for knot in packed.knots])
    return _stacked(column, [min(max(move, 0), most) for move in moves])


def _wanted(middle: Sequence[Knot], held: Sequence[Row]) -> dict[End, float]:
    heights, joined = {knot.end: knot.y for knot in middle}, {}
    for holder, target in _joined(held):
        joined.setdefault(target, []).append(heights[holder])
    return {target: fmean(found) for target, found in joined.items()}


def in_order(numbers: Sequence[float]) -> list[float]:
    """The numbers, moved as little as makes each no smaller than the one before (by the sum of squares): runs that
    fall are levelled to their mean."""
    runs: list[list[float]] = []
    for number in numbers:
        run = [number]
        while runs and fmean(runs[-1]) > fmean(run):
            run = runs.pop() + run
        runs.append(run)
    return [fmean(run) for run in runs for _ in run]


def _stacked(column: _Unplaced, moves: Sequence[float]) -> _Column:
    """Put the members close below each other under their headings, and then each as far down as its move says."""
    headings, placed, top = [], [], 0.0
    for name, knots in column:
        top += _HEADING
        move = moves[len(placed)]
        headings.append(Heading(name, knots[0].left, knots[0].right, top + move - 12))
        for knot in knots:
            move = moves[len(placed)]
            placed.append(replace(knot, top=top + move, bottom=top + move + knot.bottom))
            top += knot.bottom + _GAP
    return _Column(headings, placed)


def _tie(holder: Knot, target: Knot) -> str:
    """A curve, level at both ends, from side to side of the gap between the columns."""
    before, after = (target, holder) if target.left < holder.left else (holder, target)
    begin, end = before.right, after.left
    middle = (begin + end) / 2
    return f"M{begin:g} {before.y:.1f}C{middle:g} {before.y:.1f} {middle:g} {after.y:.1f} {end:g} {after.y:.1f}"
