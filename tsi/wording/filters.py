"""The ways in which the timeline can be filtered: what can be chosen, and which milestones a choice leaves."""

from __future__ import annotations

from typing import NamedTuple, get_args

from tsi.library import selections
from tsi.library.library import Library, remembered
from tsi.records.types import Milestone, Reference
from tsi.wording import descriptions
from tsi.wording import words as wording
from tsi.wording.chronology import Chronology, chronology

DIMENSIONS = ("pillar", "kind", "outcome", "source")
FORMER_DIMENSIONS = ("status",)
"""Those by which the timeline could be filtered once."""
NO_PILLAR = "none"
OLDEST_FIRST = "timeline/oldest-first/"

_KINDS = get_args(Milestone.model_fields["kind"].annotation)


class Choice(NamedTuple):
    """A value of a dimension: a word of a closed list, or the id of a pillar or source (`record`)."""

    dimension: str
    value: str
    record: Reference | None = None

    @property
    def tag(self) -> str:
        return f"{self.dimension}:{self.value}"

    @property
    def words(self) -> str:
        """What the choice is called; in a template, a record is called by the macro that marks its figures."""
        return "no pillar" if self.tag == f"pillar:{NO_PILLAR}" else wording.code(self.value)

    @property
    def address(self) -> str:
        """The page with what the choice leaves."""
        return f"timeline/{self.dimension}/{self.value}/"


@remembered
def choices(library: Library) -> dict[str, list[Choice]]:
    """By dimension, each choice that leaves a milestone, in the order of the records or of the closed list."""
    used = {tag for milestone in selections.linked(library, None, "milestones") for tag in tags(library, milestone)}
    pillars, sources = ([Reference(kind, id_) for id_ in library.records[kind]] for kind in ("pillars", "sources"))
    every = {
        "pillar": [*(Choice("pillar", it.id, it) for it in pillars), Choice("pillar", NO_PILLAR)],
        "kind": [Choice("kind", kind) for kind in _KINDS],
        "outcome": [Choice("outcome", outcome) for outcome in wording.OUTCOMES],
        "source": [Choice("source", it.id, it) for it in sources],
    }
    return {dimension: [choice for choice in every[dimension] if choice.tag in used] for dimension in DIMENSIONS}


@remembered
def tags(library: Library, milestone: Reference) -> tuple[str, ...]:
    """The choices that leave this milestone, as `dimension:value`."""
    record = library.milestones[milestone.id]
    return (
        *(f"pillar:{id_}" for id_ in record.pillars or (NO_PILLAR,)),
        f"kind:{record.kind}",
        f"outcome:{selections.outcome(record)}",
        *(f"source:{id_}" for id_ in library.sources_of(milestone)),
    )


@remembered
def left_by(library: Library, choice: Choice | None) -> tuple[Reference, ...]:
    """The milestones that a choice leaves, in data order; all of them where there is none."""
    milestones = selections.linked(library, None, "milestones")
    return tuple(it for it in milestones if not choice or choice.tag in tags(library, it))


class ListPage(NamedTuple):
    """A page that shows the timeline otherwise than whole and newest first, and the macro that it calls."""

    call: str
    title: str
    description: str


def pages(library: Library) -> dict[str, ListPage]:
    """By its address, each further page of the timeline, so that without scripts, too, a view has an address."""
    in_time = chronology(library, left_by(library, None)).oldest_first
    described = _description(library, "Every milestone, the oldest on top", in_time)
    oldest_first = ListPage("timeline_oldest_first()", "Timeline, oldest on top", described)
    every = (choice for options in choices(library).values() for choice in options)
    return {OLDEST_FIRST: oldest_first} | {choice.address: _page(library, choice) for choice in every}


def _page(library: Library, choice: Choice) -> ListPage:
    words = wording.title(library.get(choice.record)) if choice.record else choice.words
    in_time = chronology(library, left_by(library, choice))
    described = _description(library, f"Milestones by {choice.dimension}, {words}, the newest on top", in_time)
    return ListPage(f'timeline_chosen("{choice.tag}")', f"Timeline: {words}", described)


def _description(library: Library, which: str, in_time: Chronology) -> str:
    return descriptions.of_milestones(which, (library.get(milestone) for milestone in in_time.all))
