"""The record types: what an editor may write under each key of the files in `data/`.

Every scalar arrives as text and is typed here and nowhere else. A type says what a field may hold; whether the
cited source lines state it is the business of `tsi.library`, which asks `tsi.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

LONGEST_TEXT = 1_200
"""Characters that one scalar may hold; a statement is a sentence, not an article."""

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Citation(NamedTuple):
    """A source line: `mint-2023:7` is line 7 (1-based) of the source `mint-2023`."""

    source: str
    line: int

    def __str__(self) -> str:
        return f"{self.source}:{self.line}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read `source:line`. Raises ValueError with the form that was expected."""
        match = re.fullmatch(rf"({ID_PATTERN}):([1-9][0-9]{{0,4}})", text)
        if match is None:
            raise ValueError(f"‘{text[:80]}’ is not a citation; expected source:line, for example mint-2023:7")
        return cls(match[1], int(match[2]))


class Reference(NamedTuple):
    """A record of any kind: `pillars/telecoms`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read `kind/id`. Raises ValueError with the form that was expected."""
        match = re.fullmatch(rf"([a-z]+)/({ID_PATTERN})", text)
        if match is None:
            raise ValueError(f"‘{text[:80]}’ is not a reference; expected kind/id, for example pillars/telecoms")
        return cls(match[1], match[2])


def _as_list(value: object) -> object:
    """Let an editor write one item where a list is expected."""
    return [value] if isinstance(value, str) else value


def _all_different(items: tuple) -> tuple:
    repeated = [item for position, item in enumerate(items) if item in items[:position]]
    if repeated:
        raise ValueError(f"‘{repeated[0]}’ stands here twice")
    return items


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
Id = Annotated[str, StringConstraints(pattern=rf"^{ID_PATTERN}$", max_length=80)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list), AfterValidator(_all_different)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list), AfterValidator(_all_different)]
Citations = Annotated[
    tuple[Annotated[Citation, BeforeValidator(Citation.parse)], ...],
    BeforeValidator(_as_list),
    AfterValidator(_all_different),
    Field(min_length=1),
]
References = Annotated[
    tuple[Annotated[Reference, BeforeValidator(Reference.parse)], ...],
    BeforeValidator(_as_list),
    AfterValidator(_all_different),
]


def _sealed(mapping: dict) -> Mapping:
    return MappingProxyType(mapping)


def _nothing() -> Mapping:
    return MappingProxyType({})


Status = Literal["proposed", "under-negotiation", "announced", "agreed", "under-way", "done"]
"""From least to most firm; the order is that of the words in the project's brief."""

Voice = Literal["reporter", "government", "official", "unnamed"]
"""Who speaks on the cited line: the reporter; a government or two of them in an announcement, release or reply;
a named official; a person whom the source does not name."""

InferenceRule = Literal[
    "same-year", "year-before", "month-before", "same-week", "week-before", "rest-of-year",
    "by-publication", "after-publication",
]  # fmt: skip
"""How a date follows from the day a source appeared; what each computes is in `tsi.text.dates`."""

DisagreementType = Literal["value", "date", "scope", "status", "attribution", "wording", "superseded", "silent"]


Part = TypeVar("Part")
Keyed = Annotated[dict[Id, Part], Field(min_length=1), AfterValidator(_sealed)]
"""Parts of a record by their permanent ids, which are their anchors on the page."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Inference(Model):
    """A part of a date that no cited line states: computed by `rule` from the day the source `of` appeared."""

    rule: InferenceRule
    of: Id
    because: Text


class Cited(Model):
    """Whatever rests on source lines."""

    cite: Citations
    infer: Inference | None = None


class Statement(Cited):
    """One sentence of ours. With `status` it is about an undertaking and a cited line must show that stage."""

    says: Text
    voice: Voice = "reporter"
    status: Status | None = None


class When(Cited):
    """A date in EDTF (ISO 8601-2), levels 0 to 2, or the word `unknown`; `note` says what is unsure about it."""

    is_: Text = Field(alias="is")
    note: Text | None = None


class Amount(Cited):
    """A sum as the source prints it, modifier included."""

    is_: Text = Field(alias="is")


class CitedStatus(Cited):
    """The status of an undertaking and the lines that show it; "as of" is the date of those lines' source."""

    is_: Status = Field(alias="is")


class Role(Cited):
    """What a person is or was when a source named them."""

    is_: Text = Field(alias="is")


class Listing(Model):
    """Lines of a source that name a pillar: as part of the initiative, and how firmly, or of a forerunner."""

    as_: Literal["founding", "potential", "expansion", "forerunner"] = Field(alias="as")
    cite: Citations
    note: Text | None = None

    @property
    def lists(self) -> bool:
        """Whether the pillar is named as part of the initiative itself."""
        return self.as_ != "forerunner"


class OpenQuestion(Model):
    """A question that a reader would ask and no source answers; `consulted` are the lines that come nearest."""

    asks: Text
    consulted: Citations


class Record(Model):
    """What all records share. `cite` is where the record's own name, as we write it, is stated."""

    name: Text
    cite: Citations
    aliases: Texts = ()
    """The forms under which sources print the name; they are registered and found in sources and statements."""
    statements: Keyed[Statement] = Field(default_factory=_nothing)
    open_questions: Keyed[OpenQuestion] = Field(default_factory=_nothing)
    redirect_from: Ids = ()
    """Ids that this record had before; their addresses lead here."""


class Pillar(Record):
    """A technology area of the initiative."""

    listed: Keyed[Listing] = Field(default_factory=_nothing)
    """By source id: as what that source names the area. A source that is absent here does not list it, nor does one
    that names it for a forerunner alone."""


class FundingItem(Record):
    amount: Amount | None = None
    status: CitedStatus
    funders: Ids = ()
    part_of: Ids = ()
    pillars: Ids = ()
    """`funders` are organisations, `part_of` partnerships; each must be named on a cited line of this record."""


class Partnership(Record):
    kind: Literal["initiative", "framework", "body", "science", "trade", "dialogue", "fund", "other"]
    standing: Literal["itself", "framework", "earlier", "within", "beside"]
    """Towards the initiative: itself; a framework round it; earlier than it; set up or planned within it; another
    partnership that the sources set beside it."""
    status: CitedStatus
    parties: Ids = ()
    """Places; each must be named on a cited line of this record."""
    bodies: Ids = ()
    """Organisations that take part; likewise."""
    pillars: Ids = ()


class Milestone(Record):
    kind: Literal["announcement", "agreement", "meeting", "visit", "funding", "launch", "plan", "publication"]
    when: When
    status: CitedStatus
    pillars: Ids = ()
    partnerships: Ids = ()


class Organisation(Record):
    kind: Literal["government", "ministry", "agency", "company", "university", "publisher", "group"]
    country: Id | None = None
    """A place, named on a cited line of this record."""


class Person(Record):
    role: Role | None = None
    organisation: Id | None = None
    surname: Text


class Place(Record):
    kind: Literal["country", "city", "region", "group"]


class Technology(Record):
    """A mineral, technology or field that is no pillar of its own; `pillar` is the pillar it is shown under."""

    kind: Literal["mineral", "technology", "field"]
    pillar: Id | None = None


class Confidence(Model):
    url: Text
    date: Literal["high", "medium", "low"]


class Source(Model):
    """A source's bibliographic record. Everything here is checked against `data/evidence/`, which holds what was
    known when the file was indexed; `origin` names the announcement or reporting that it goes back to."""

    title: Text
    title_known: Text
    short: Text
    publisher: Text
    author: Text | None = None
    kind: Literal["newspaper", "trade press", "reworded agency copy", "blog"]
    origin: Id
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s\"'<>]+$", max_length=400)]
    file: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]+$", max_length=120)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    published: Text
    published_known: Text
    confidence: Confidence
    caution: Text | None = None


class Position(Statement):
    """What one source answers to the question of a disagreement."""


class Rule(Model):
    """An editorial rule; its number is its place in `data/rules.yml`."""

    name: Text
    says: Text


class Disagreement(Model):
    """A question that sources answer differently. `leads` is the position we lead with by `rule`, or absent."""

    question: Text
    cite: Citations
    type: DisagreementType
    positions: Keyed[Position]
    leads: Id | None = None
    rule: Id
    because: Text
    settled_by: Text
    touches: References
    redirect_from: Ids = ()


class Omission(Model):
    """A figure or a registered name of a source line that no record uses: `figure` as printed there, or `name`."""

    at: Annotated[Citation, BeforeValidator(Citation.parse)]
    figure: Text | None = None
    name: Annotated[Reference, BeforeValidator(Reference.parse)] | None = None
    reason: Text

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Omission:
        if bool(self.figure) == bool(self.name):
            raise ValueError("expected either ‘figure’, as printed, or ‘name’, for example places/africa")
        return self

    @property
    def omitted(self) -> str | Reference:
        return self.figure or self.name


KINDS: dict[str, type[Model]] = {
    "sources": Source,
    "pillars": Pillar,
    "funding": FundingItem,
    "partnerships": Partnership,
    "milestones": Milestone,
    "organisations": Organisation,
    "people": Person,
    "places": Place,
    "technologies": Technology,
    "disagreements": Disagreement,
    "rules": Rule,
    "omissions": Omission,
}
"""The kinds of record by the name of their file in `data/`, without its ending."""

NAMED_KINDS = ("pillars", "partnerships", "organisations", "people", "places", "technologies")
"""Kinds whose `aliases` forms are registered names."""
