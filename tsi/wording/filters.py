"""How the timeline and the state of play can be filtered: what can be chosen, and what a choice leaves."""

from __future__ import annotations

from typing import NamedTuple, cast, get_args

from tsi.library import selections
from tsi.library.library import Library, remembered
from tsi.records.types import FundingItem, Milestone, Partnership, Reference, Status
from tsi.wording import descriptions
from tsi.wording import words as wording
from tsi.wording.chronology import Chronology, chronology, year_of

DIMENSIONS = ("pillar", "kind", "year", "outcome", "source")
FORMER_DIMENSIONS = ("status",)
"""Those by which the timeline could be filtered once."""
NONE = "none"
TIMELINE, PLAY = "timeline/", "state-of-play/"
OLDEST_FIRST = f"{TIMELINE}oldest-first/"

_KINDS = get_args(Milestone.model_fields["kind"].annotation)


NOTHING = {f"pillar:{NONE}": "no pillar", f"status:{NONE}": wording.NOT_STATED}
"""How choices are called that leave what has no value in their dimension, by their tags."""


class Choice(NamedTuple):
    """A value of a dimension: a word of a closed list, a year, or the id of a pillar or source (`record`)."""

    dimension: str
    value: str
    record: Reference | None = None
    home: str = TIMELINE

    @property
    def tag(self) -> str:
        return f"{self.dimension}:{self.value}"

    @property
    def words(self) -> str:
        """What the choice is called; in a template, a record is called by the macro that marks its figures."""
        return NOTHING.get(self.tag) or wording.code(self.value)

    @property
    def address(self) -> str:
        """The page with what the choice leaves."""
        return f"{self.home}{self.dimension}/{self.value}/"


@remembered
def choices(library: Library) -> dict[str, list[Choice]]:
    """By dimension, each choice that leaves a milestone, in the order of the records or of the closed list, of years
    the newest first."""
    used = {tag for milestone in selections.linked(library, None, "milestones") for tag in tags(library, milestone)}
    pillars, sources = ([Reference(kind, id_) for id_ in library.records[kind]] for kind in ("pillars", "sources"))
    every = {
        "pillar": [*(Choice("pillar", it.id, it) for it in pillars), Choice("pillar", NONE)],
        "kind": [Choice("kind", kind) for kind in _KINDS],
        "year": [Choice("year", str(year)) for year, _ in chronology(library, left_by(library, None)).years],
        "outcome": [Choice("outcome", outcome) for outcome in wording.OUTCOMES],
        "source": [Choice("source", it.id, it) for it in sources],
    }
    return {dimension: [choice for choice in every[dimension] if choice.tag in used] for dimension in DIMENSIONS}


@remembered
def tags(library: Library, milestone: Reference) -> tuple[str, ...]:
    """The choices that leave this milestone, as `dimension:value`."""
    record = library.milestones[milestone.id]
    return (
        *(f"pillar:{id_}" for id_ in record.pillars or (NONE,)),
        f"kind:{record.kind}",
        *(f"year:{year}" for year in filter(None, (year_of(library, milestone),))),
        f"outcome:{selections.outcome(record)}",
        *(f"source:{id_}" for id_ in library.sources_of(milestone)),
    )


@remembered
def left_by(library: Library, choice: Choice | None) -> tuple[Reference, ...]:
    """The milestones that a choice leaves, in data order; all of them where there is none."""
    milestones = selections.linked(library, None, "milestones")
    return tuple(it for it in milestones if not choice or choice.tag in tags(library, it))


def choices_in_play(library: Library) -> dict[str, list[Choice]]:
    """The same for the undertakings of the initiative: by pillar, and by how far they have come."""
    used = {tag for it in selections.undertakings(library) for tag in tags_in_play(library, it)}
    pillars = [Reference("pillars", id_) for id_ in library.pillars]
    every = {
        "pillar": [*(Choice("pillar", it.id, it, PLAY) for it in pillars), Choice("pillar", NONE, home=PLAY)],
        "status": [Choice("status", it, home=PLAY) for it in (*reversed(get_args(Status)), NONE)],
    }
    return {dimension: [choice for choice in options if choice.tag in used] for dimension, options in every.items()}


def tags_in_play(library: Library, undertaking: Reference) -> tuple[str, ...]:
    """The choices that leave this undertaking."""
    record = cast(FundingItem | Partnership, library.get(undertaking))
    return *(f"pillar:{id_}" for id_ in record.pillars or (NONE,)), f"status:{record.status or NONE}"


def every(library: Library) -> dict[str, Choice]:
    """By its address, each choice."""
    both = (*choices(library).values(), *choices_in_play(library).values())
    return {choice.address: choice for options in both for choice in options}


class ListPage(NamedTuple):
    """A page that shows a list otherwise than whole and in its first order, and the macro that it calls."""

    call: str
    title: str
    description: str


def pages(library: Library) -> dict[str, ListPage]:
    """By its address, each further view of the timeline and of the state of play, which thus needs no scripts."""
    in_time = chronology(library, left_by(library, None)).oldest_first
    described = _description(library, "Every milestone, the oldest on top", in_time)
    oldest_first = ListPage("timeline_oldest_first()", "Timeline, oldest on top", described)
    return {OLDEST_FIRST: oldest_first} | {it: _page(library, choice) for it, choice in every(library).items()}


def _page(library: Library, choice: Choice) -> ListPage:
    words = wording.title(library.get(choice.record)) if choice.record else choice.words
    if choice.home == PLAY:
        left = [it for it in selections.undertakings(library) if choice.tag in tags_in_play(library, it)]
        told = descriptions.of_records(f"How far undertakings have come, {words}", map(library.get, left))
        return ListPage(f'state_of_play_chosen("{choice.tag}")', f"State of play: {words}", told)
    in_time = chronology(library, left_by(library, choice))
    described = _description(library, f"Milestones by {choice.dimension}, {words}, the newest on top", in_time)
    return ListPage(f'timeline_chosen("{choice.tag}")', f"Timeline: {words}", described)


def _description(library: Library, which: str, in_time: Chronology) -> str:
    return descriptions.of_records(which, (library.get(milestone) for milestone in in_time.all))
