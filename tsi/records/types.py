"""The record types: what an editor may write under each key of the files in `data/`.

Every scalar arrives as text and is typed here and nowhere else. A field says by its type what it is: words of ours that
cited lines must state (`Prose`, `Sentence`, `Date`, `Sum`), words that provenance gives (`Given`), an id, a relation to
a record of a kind (`To`), a citation, a word of a closed list. A field that says none of this is no field: the class
that has it is refused. Whether the lines state what they should is the business of `tsi.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from tsi.records import fields
from tsi.records.fields import Cites, GivenByProvenance, Identifier, Proven, Remark, To, Withdrawn

LONGEST_TEXT = 1_200
"""Characters that one scalar may hold; a statement is a sentence, not an article."""

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST_ID = 80

PART_ANCHORS = {"statements": "", "open_questions": "unknown-", "positions": "position-", "listed": "listed-"}
"""How the anchors of the parts of a record begin on its page, by the field that holds them; their ids follow."""

_TAKEN_ADDRESS = re.compile("index")
"""What the page that lists a kind of record is called; a record of that id would take its place."""
_TAKEN_ANCHOR = re.compile(
    "page|title|notes|(?:axis|caption|event|fact|line|listed|map|mark|note|picture|position|rail|section|table|unknown|year)-.*"
)
"""The anchors that the pages themselves use. An id that is an anchor as it stands may be none of them, or a receipt
would lead to our own sentence in place of what that rests on."""


_ID = re.compile(ID_PATTERN)
_CITATION = re.compile(rf"({ID_PATTERN}):([1-9][0-9]{{0,4}})")
_LOST_CITATION = re.compile(rf"{ID_PATTERN}:[0-9]+\?")
_REFERENCE = re.compile(rf"([a-z-]+)/({ID_PATTERN})")


class Citation(NamedTuple):
    """A source line: `mint-2023:7` is line 7 (1-based) of the source `mint-2023`."""

    source: str
    line: int

    def __str__(self) -> str:
        return f"{self.source}:{self.line}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read `source:line`. Raises ValueError with the form that was expected."""
        text = str(text)  # of a list or keys, as it is shown
        match = _CITATION.fullmatch(text)
        if match is None and _LOST_CITATION.fullmatch(text):
            raise ValueError(
                f"‘{text[:80]}’ meant a line that is gone, reworded elsewhere or repeated since the file changed; "
                "cite the line that states this now, without the question mark, or remove the citation"
            )
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
        text = str(text)  # as above
        match = _REFERENCE.fullmatch(text)
        if match is None:
            raise ValueError(f"‘{text[:80]}’ is not a reference; expected kind/id, for example pillars/telecoms")
        return cls(match[1], match[2])


class Former(NamedTuple):
    """What a record or a part of one was called before. An empty `kind` is that of the thing which says so; `anchor` is
    the id of the part on the page of its record, or empty."""

    kind: str
    id: str
    anchor: str

    def __str__(self) -> str:
        return (f"{self.kind}/" if self.kind else "") + self.id + (f"#{self.anchor}" if self.anchor else "")

    @classmethod
    def parse(cls, text: str) -> Former:
        """Read `id`, `kind/id` or `kind/id#part`. Raises ValueError with the forms that were expected."""
        text = str(text)  # as above
        match = re.fullmatch(rf"(?:([a-z]+)/)?({ID_PATTERN})/?(?:#([a-z0-9_-]+))?", text)
        if match is None or (match[3] and not match[1]):
            expected = "an id, kind/id or kind/id#part, for example vision-2035 or partnerships/vision-2035#aim"
            raise ValueError(f"‘{text[:80]}’ is not what a thing was called; expected {expected}")
        return cls(match[1] or "", match[2], match[3] or "")


def _as_list(value: object) -> object:
    """Let an editor write one item where a list is expected."""
    return [value] if isinstance(value, str) else value


def _as_set(value: object) -> object:
    """Let an editor leave out the quotes round a set of dates, which is a list to YAML."""
    return f"[{','.join(map(str, value))}]" if isinstance(value, list) else value


def _all_different(items: tuple) -> tuple:
    repeated = [item for position, item in enumerate(items) if item in items[:position]]
    if repeated:
        raise ValueError(f"‘{repeated[0]}’ stands here twice")
    return items


def _well_formed(id_: str) -> str:
    if not _ID.fullmatch(id_) or len(id_) > LONGEST_ID:
        expected = "expected small letters, digits and single hyphens, for example future-telecoms-call"
        raise ValueError(f"‘{id_[:LONGEST_ID]}’ is not an id; {expected}")
    return id_


def _no_taken_address(id_: str) -> str:
    return _not_taken(id_, _TAKEN_ADDRESS, "the address of the page that lists them all")


def _no_taken_anchor(id_: str) -> str:
    return _not_taken(id_, _TAKEN_ANCHOR, "an anchor that the pages use themselves")


def _not_taken(id_: str, taken: re.Pattern, what: str) -> str:
    if taken.fullmatch(id_):
        raise ValueError(f"‘{id_}’ is {what}; choose another id, for example ‘about-{id_}’")
    return id_


_DAY = r"^\d{4}-\d{2}-\d{2}$"
_NotEmpty = StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
Prose = Annotated[str, Proven(), _NotEmpty]
Sentence = Annotated[str, Proven(inferable=True), _NotEmpty]
Date = Annotated[str, Proven("date", inferable=True), _NotEmpty, BeforeValidator(_as_set)]
Sum = Annotated[str, Proven("sum", inferable=True), _NotEmpty]
Given = Annotated[str, GivenByProvenance(), _NotEmpty]
Id = Annotated[str, Identifier(), AfterValidator(_well_formed), AfterValidator(_no_taken_address)]
"""Of a record; its address ends with it."""
AnchoredId = Annotated[Id, AfterValidator(_no_taken_anchor)]
"""Of a record that has an anchor of this name on the page that lists all of its kind, too."""
PartId = Annotated[str, Identifier(), AfterValidator(_well_formed), AfterValidator(_no_taken_anchor)]
"""Of a part of a record; its anchor ends with it."""
Forms = Annotated[
    tuple[Annotated[str, Identifier(), _NotEmpty], ...], BeforeValidator(_as_list), AfterValidator(_all_different)
]
"""The forms of a name; that each is printed on some line is a check of its own."""
Citations = Annotated[
    tuple[Annotated[Citation, Cites(), BeforeValidator(Citation.parse)], ...],
    BeforeValidator(_as_list),
    AfterValidator(_all_different),
    Field(min_length=1),
]
Formers = Annotated[
    tuple[Annotated[Former, BeforeValidator(Former.parse)], ...],
    BeforeValidator(_as_list),
    AfterValidator(_all_different),
]
Told = Annotated[
    tuple[Annotated[str, Identifier(), StringConstraints(pattern=rf"^(?:[a-z]+/{ID_PATTERN}#)?{ID_PATTERN}$")], ...],
    BeforeValidator(_as_list),
    AfterValidator(_all_different),
]
"""Statements on the page of a record: of its own by their ids, of others as `pillars/telecoms#call`."""
RefersTo = Annotated[Reference, BeforeValidator(Reference.parse)]
References = Annotated[tuple[RefersTo, ...], BeforeValidator(_as_list), AfterValidator(_all_different)]
Reason = Annotated[str, Remark(), _NotEmpty]
"""Why we do what a record does: about our own work, so that it holds no figure."""


def _sealed(mapping: Mapping) -> Mapping:
    return MappingProxyType(mapping)


def _nothing() -> Mapping:
    return MappingProxyType({})


Status = Literal["proposed", "in-talks", "announced", "agreed", "launched", "operating", "completed", "ended"]
"""How far an undertaking has come, in this order; what was ended goes no further."""

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
Keyed = Annotated[Mapping[PartId, Part], Field(min_length=1), AfterValidator(_sealed)]
"""Parts of a record by their permanent ids, which their anchors on the page are made of: see `PART_ANCHORS`."""
Statuses = Annotated[Mapping[Status, "Reached"], Field(min_length=1), AfterValidator(_sealed)]
KeyedById = Annotated[Mapping[Id, Part], Field(min_length=1), AfterValidator(_sealed)]
"""Parts of a record by the ids of other records, which each tells of."""
Relations = KeyedById["Relation"]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Refuse a field of text that does not say what it is: it would reach readers unproven. Raises TypeError."""
        fields.refuse_plain_text(cls)


class Inference(Model):
    """A part of a date that no cited line states: computed by `rule` from the day the source `of` appeared."""

    rule: InferenceRule
    of: Id
    because: Prose


class Cited(Model):
    """Whatever rests on source lines."""

    cite: Citations
    infer: Inference | None = None


class Addressed(Model):
    """Whatever has an address of its own on the site. `redirect_from` is what it was called before, the oldest first:
    the addresses that it had lead to it."""

    redirect_from: Formers = ()


class Saying(Cited, Addressed):
    """One sentence of ours, and who speaks on the lines that it cites. Where no word there shows who does, `read` says
    why a person reads it so."""

    says: Sentence
    voice: Voice = "reporter"
    read: Reason | None = None


class Statement(Saying):
    """What stands once, in the record that it is chiefly about. `about` names the other records on whose pages it also
    stands; where no cited line names one of these, `read` says why a person reads it so. `differs` says what it adds to
    another statement on the same line about the same records."""

    about: References = ()
    differs: Reason | None = None


class When(Cited):
    """A date in EDTF (ISO 8601-2), levels 0 to 2, or the word `unknown`; `note` says what is unsure about it."""

    is_: Date = Field(alias="is")
    note: Prose | None = None


class Amount(Cited):
    """A sum as the source prints it, modifier included."""

    is_: Sum = Field(alias="is")


class Reached(Cited):
    """That an undertaking has reached a status, as the lines cited show; `on` is the day on which it did. Where no word
    there shows the status of this undertaking, `read` says why a person reads it so."""

    on: Date | None = None
    read: Reason | None = None


class Expectation(Cited):
    """That an event was still to come when the lines cited were written, as a word there shows, or as a person reads
    them for the reason `read`."""

    read: Reason | None = None


class Relation(Model):
    """That another record is what the field says of this one, by the lines cited. Where none of these tells of this
    record and names the other, beside a word for what it is, `read` says why a person reads it so."""

    cite: Citations
    read: Reason | None = None


class Office(Cited):
    """That a person holds or held an office: what it is, of which organisation, from and until when, as far as a line
    says; whoever held the same has it under the same id. Where no cited line names the person beside a word of the
    office, `read` says why it is read so."""

    is_: Sentence = Field(alias="is")
    organisation: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None
    read: Reason | None = None


class Listing(Model):
    """Lines of a source that name a pillar: as part of the initiative, and how firmly, or of a forerunner."""

    as_: Literal["founding", "named", "potential", "expansion", "forerunner"] = Field(alias="as")
    cite: Citations
    note: Prose | None = None

    @property
    def lists(self) -> bool:
        """Whether the pillar is named as part of the initiative itself."""
        return self.as_ != "forerunner"


class OpenQuestion(Addressed):
    """A question that a reader would ask and no source answers; `consulted` are the lines that come nearest."""

    asks: Prose
    consulted: Citations


class Record(Addressed):
    """What all records share. `cite` is where the record's own name, as we write it, is stated."""

    name: Prose
    cite: Citations
    aliases: Forms = ()
    """The forms under which sources print the name; they are registered and found in sources and statements."""
    statements: Keyed[Statement] = Field(default_factory=_nothing)
    open_questions: Keyed[OpenQuestion] = Field(default_factory=_nothing)


class Pillar(Record):
    """A technology area of the initiative."""

    listed: Annotated[KeyedById[Listing], To("sources", is_relation=False)] = Field(default_factory=_nothing)
    """By source id: as what that source names the area. A source that is absent here does not list it, nor does one
    that names it for a forerunner alone."""


class Undertaking(Record):
    """What comes about by steps. `statuses` are those that it is known to have reached; `promised` and `shown` name
    the statements on its page that tell what was promised and what evidence shows since."""

    statuses: Statuses = Field(default_factory=_nothing)
    promised: Told = ()
    shown: Told = ()

    @property
    def status(self) -> Status | None:
        """How far it has come: the last in order that it has reached."""
        return next((status for status in reversed(get_args(Status)) if status in self.statuses), None)


class FundingItem(Undertaking):
    amount: Amount | None = None
    funders: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    """Who pays."""
    recipients: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    """Who is paid."""
    part_of: Annotated[Relations, To("partnerships")] = Field(default_factory=_nothing)
    pillars: Annotated[Relations, To("pillars")] = Field(default_factory=_nothing)


class Partnership(Undertaking):
    kind: Literal["initiative", "framework", "body", "science", "trade", "dialogue", "fund", "other"]
    standing: Literal["itself", "framework", "earlier", "within", "not-said", "context"]
    """Towards the initiative: itself; a framework round it; earlier than it; set up or planned within it; another of
    the same parties, which no source places within it; context, which other parties made or share."""
    parties: Annotated[Relations, To("places")] = Field(default_factory=_nothing)
    bodies: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    """Organisations that take part."""
    leads: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    """Organisations that lead it."""
    hosts: Annotated[Relations, To("organisations")] = Field(default_factory=_nothing)
    """Organisations at which it stands."""
    people: Annotated[Relations, To("people")] = Field(default_factory=_nothing)
    """Who acts for it in office."""
    pillars: Annotated[Relations, To("pillars")] = Field(default_factory=_nothing)


class Milestone(Record):
    kind: Literal["announcement", "agreement", "meeting", "visit", "funding", "launch", "plan", "publication"]
    when: When
    expected: Expectation | None = None
    """Absent where it has happened."""
    step: bool = False
    """Whether it is one of the few steps in which the initiative is told in brief, by its first statement."""
    pillars: Annotated[Relations, To("pillars")] = Field(default_factory=_nothing)
    partnerships: Annotated[Relations, To("partnerships")] = Field(default_factory=_nothing)


class Organisation(Record):
    kind: Literal["government", "ministry", "agency", "company", "university", "publisher", "group"]
    country: Annotated[Relations, To("places")] = Field(default_factory=_nothing)
    """Whose it is."""


class Person(Record):
    offices: Keyed[Office] = Field(default_factory=_nothing)
    """That the person holds or held."""
    surname: Annotated[str, Identifier(), _NotEmpty]
    """By which the person is put in order."""


class Place(Record):
    """Without a `page` of its own it has an entry in the index of places and technologies."""

    kind: Literal["country", "city", "region", "group"]
    page: bool = True


class Technology(Record):
    """A mineral, technology or field that is no pillar of its own; `pillar` is the pillar it is shown under. Without a
    `page` of its own it has an entry in the index of places and technologies."""

    kind: Literal["mineral", "technology", "field"]
    page: bool = True
    pillar: Annotated[Relations, To("pillars")] = Field(default_factory=_nothing)


Rank = Literal["government", "reprint", "report", "promoter", "tracker", "retelling"]
"""How near a source stands to the act, the nearest first: a government's own text; a reprint or summary of one; an
agency or newspaper report; a release of an institution or of whoever promotes the matter; a tracker; a retelling."""


class Lineage(Model):
    """The release, statement or event that sources go back to: those of one lineage count once."""

    name: Annotated[str, Remark(), _NotEmpty]
    says: Annotated[str, Remark(), _NotEmpty]


_WebAddress = Annotated[str, GivenByProvenance(), StringConstraints(pattern=r"^https://[^\s\x22'<>]+$", max_length=400)]
_FileName = Annotated[str, GivenByProvenance(), StringConstraints(pattern=r"^[0-9A-Za-z_.-]+$", max_length=120)]
_Sha256 = Annotated[str, GivenByProvenance(), StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Source(Addressed):
    """A source's bibliographic record. Of a source that is held as a text, it is checked against `data/evidence/`,
    which holds what was known when the file was indexed; of one held as notes, it is the only record that there is."""

    title: Given
    title_known: Given
    short: Given
    publisher: Given
    author: Given | None = None
    kind: Literal["government text", "agency", "newspaper", "trade press", "release", "tracker", "website"]
    held: Literal["text", "notes"]
    """As a file outside the project, or as our own notes in `data/notes/`, a fact a line."""
    rank: Rank
    lineage: Annotated[Id | None, To("lineages", is_relation=False)] = None
    language: Literal["en", "hi", "ta"]
    read: Literal["whole", "beginning"]
    read_on: Annotated[str, GivenByProvenance(), StringConstraints(pattern=_DAY)]
    url: _WebAddress
    url_known: Given
    archived: _WebAddress | None = None
    """The address of the stored copy that was read, where it is another."""
    file: (
        Annotated[str, GivenByProvenance(), StringConstraints(pattern=r"^[0-9A-Za-z_.-]+$", max_length=120)] | None
    ) = None
    sha256: _Sha256 | None = None
    published: Given
    published_known: Given
    published_sure: Literal["high", "medium", "low"]
    caution: Given | None = None

    @model_validator(mode="after")
    def _names_the_file_of_a_text(self) -> Source:
        if {bool(self.file), bool(self.sha256)} != {self.held == "text"}:
            raise ValueError("a source held as a text has ‘file’ and ‘sha256’, and one held as notes has neither")
        return self


class Position(Saying):
    """What one source answers to the question of a disagreement."""


class Rule(Addressed):
    """An editorial rule; its number is its place in `data/rules.yml`."""

    name: Prose
    says: Prose


class Disagreement(Addressed):
    """A question that sources answer differently. `leads` is the position we lead with by `rule`, or absent."""

    question: Prose
    cite: Citations
    type: DisagreementType
    positions: Keyed[Position]
    leads: PartId | None = None
    rule: Annotated[Id, To("rules", is_relation=False)]
    because: Prose
    settled_by: Prose
    touches: References


class Omission(Model):
    """What no record uses of a source line, with the reason: of a text, a `figure` as printed there or a registered
    `name`; of notes, the line."""

    at: Annotated[Citation, Cites(rests=False), BeforeValidator(Citation.parse)]
    figure: Annotated[str, Identifier(), _NotEmpty] | None = None
    name: RefersTo | None = None
    reason: Prose

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Omission:
        if self.figure and self.name:
            raise ValueError("expected either ‘figure’, as printed, or ‘name’, for example places/africa")
        return self

    @property
    def omitted(self) -> str | Reference | None:
        """The figure or the name; None for a line of notes."""
        return self.figure or self.name


class ToRead(Model):
    """A source to be read, or read again: what, why, and by which day."""

    what: Annotated[str, Remark(), _NotEmpty]
    why: Annotated[str, Remark(), _NotEmpty]
    by: Annotated[str, GivenByProvenance(), StringConstraints(pattern=_DAY)]


_Day = Annotated[str, Identifier(), StringConstraints(pattern=_DAY)]


class Correction(Model):
    """What the site said of a record and says no more: in which part (the id of its anchor), since when, put right when
    and why. Without `since` it is not known since when."""

    of: RefersTo
    part: Annotated[str, Identifier(), StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=LONGEST_ID)] | None = None
    was: Annotated[str, Withdrawn(), _NotEmpty]
    since: _Day | None = None
    corrected: _Day
    superseded: bool = False
    """It was right when it was written, and a newer source has more to say."""
    because: Reason

    @model_validator(mode="after")
    def _was_wrong_before_it_was_right(self) -> Correction:
        days = [date.fromisoformat(day) for day in (self.since, self.corrected) if day]
        if days != sorted(days):
            raise ValueError("it was put right before it was wrong; correct ‘since’ or ‘corrected’")
        return self


class Retirement(Model):
    """Why an address of the site holds nothing any more, and the address of what to read instead."""

    because: Reason
    instead: Annotated[str, Identifier(), _NotEmpty] | None = None


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
    "lineages": Lineage,
    "to-read": ToRead,
    "omissions": Omission,
    "corrections": Correction,
}
"""The kinds of record by the name of their file in `data/`, without its ending."""

ANCHORED_KINDS = ("milestones", "rules")
"""Kinds whose records have an anchor, their id, on the page that lists them all."""

RETIRED = "retired"
"""The file, named likewise, of what the site holds no more; it need not be there."""

NAMED_KINDS = ("pillars", "partnerships", "organisations", "people", "places", "technologies")
"""Kinds whose `aliases` forms are registered names."""
