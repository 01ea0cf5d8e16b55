"""What a page may tell of the records: a closed table of wordings, each of a fact at a place.

A page gives each fact its place (`data-at="funding/a.amount"`) and the word for how it is told (`data-as="status"`;
with an argument behind a colon, `data-as="count:count_sources"`). Templates take text and attributes from here, and
the audit of the built page asks here what they ought to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from tsi.evidence.notes import Note
from tsi.evidence.proof import FigureProof, Proof
from tsi.library import abbreviations, counts, coverage, day, history, selections, shown, side_by_side
from tsi.library.library import Library
from tsi.records.claims import Place, related
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.text.figures import Figure
from tsi.wording import attacked, citations, downloads, editions, filters, places, receipts, words
from tsi.wording.chronology import chronology

TEXT = "text"
"""How a fact is told where the page does not say: by the text of the record, letter for letter."""


@dataclass(frozen=True)
class Fact:
    """What is asked of the tables: of which place (None where it is about everything), with which argument (or ""), and
    on a site at which address (or "")."""

    library: Library
    place: Place | None = None
    argument: str = ""
    base: str = ""

    @property
    def about(self) -> Place:
        """The place. Raises ValueError where there is none."""
        if self.place is None:
            raise ValueError("this is told of no place; expected data-at")
        return self.place

    @property
    def record(self) -> Any:
        """The record at the place; which of its fields a wording asks for, tells of which kinds it can be asked."""
        return self.library.get(self.about.reference)

    @cached_property
    def value(self) -> Any:
        """What the record holds at the place."""
        return places.value(self.library, self.about)

    @property
    def line(self) -> Citation:
        """The source line at the place. Raises ValueError where it is none."""
        if found := places.citation(self.about):
            return found
        raise ValueError(f"{self.about.on_page} is no line of a source")

    @cached_property
    def proof(self) -> Proof | None:
        return places.proof(self.library, self.about)

    @property
    def proven(self) -> Proof:
        """The proof of the text at the place. Raises ValueError where there is none."""
        if self.proof is None:
            raise ValueError(f"no text that is proven stands at {self.about.on_page}")
        return self.proof

    @property
    def citations(self) -> tuple[Citation, ...]:
        return places.citations(self.library, self.about)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources on which the fact rests."""
        return tuple(dict.fromkeys(citation.source for citation in self.citations))


def told(as_: str, fact: Fact) -> str:
    """The text of a fact. Raises KeyError for a wording or a record that is none."""
    return WORDINGS[as_](fact)


def code(as_: str, fact: Fact) -> str:
    """The word of a closed list by which styles know the fact; "" where it has none."""
    return CODES[as_](fact) if as_ in CODES else ""


def attributes(as_: str, fact: Fact) -> Mapping[str, str | None]:
    """What machines read and screen readers hear of a fact; None for an attribute that must not be there."""
    return ATTRIBUTES[as_](fact) if as_ in ATTRIBUTES else {}


# --- Texts, names, figures -------------------------------------------------------------------------------------------


def _text(fact: Fact) -> str:
    if fact.proof:
        return fact.proof.text
    return fact.value if isinstance(fact.value, str) else words.NOT_STATED


def _source_figure(fact: Fact) -> Figure:
    return fact.library.evidence.line(fact.line).figures[int(fact.about.path[3])]


def landing(fact: Fact) -> str:
    """The words at which a link from a figure of a source line points in the original."""
    return receipts.landing(fact.library, fact.line, _source_figure(fact))


def _printed_as(fact: Fact) -> str:
    """A form of a record's name that a source line prints."""
    lines = fact.library.naming(fact.about.reference)
    known = {form for _, forms in lines for form in forms}
    return fact.argument if fact.argument in known else ""


def _surname_first(fact: Fact) -> str:
    return words.surname_first(fact.record) if hasattr(fact.record, "surname") else ""


def figure(fact: Fact) -> FigureProof:
    """The figure of our texts that the argument is the key of: of the text at the place, or the first of any. Raises
    KeyError where there is none."""
    proofs = [fact.proven] if fact.place else list(fact.library.proofs.values())
    for proof in proofs:
        for found in proof.figures:
            if found.figure.key == fact.argument:
                return found
    raise KeyError(f"no text states the figure {fact.argument}")


# --- Dates, status, voice --------------------------------------------------------------------------------------------


def _date_attributes(fact: Fact) -> Mapping[str, str | None]:
    when = fact.value
    return {"datetime": words.datetime_attribute(when.is_) or None, "data-when": when.is_, **cited(fact.proven)}


def cited(proof: Proof, verdict: str = "") -> Mapping[str, str | None]:
    """The lines on which a text or a figure of it rests, and the rule by which it is inferred, if it is."""
    infer = proof.infer if (verdict or proof.verdict) == "inferred" else None
    rule = f"{infer.rule} {infer.of}" if infer else None
    return {"data-cite": " ".join(map(str, proof.citations)), "data-infer": rule}


def status_word(fact: Fact) -> str:
    """The status that an undertaking has reached, where the place is that; "" where the record has none there."""
    is_reached = fact.about.path[:1] == ("statuses",) and fact.value is not None
    return str(fact.about.path[1]) if is_reached else ""


def _as_of(fact: Fact, ranks: Sequence[str] = tuple(words.RANKS)) -> str:
    """When the newest source of these ranks that shows a status appeared, and how near it stands to the act."""
    known = [it for source in fact.sources if (it := fact.library.sources[source]).rank in ranks]
    if not status_word(fact) or not known:
        return ""
    newest = max(known, key=lambda it: (dates.last_known_day(it.published), -ranks.index(it.rank)))
    return f"as of {dates.words(newest.published)}, {words.RANKS[newest.rank]}"


def _in_office(fact: Fact) -> str:
    """When the sources appeared that name a person in an office; of several in a month, the month."""
    days = selections.named_in_office(fact.library, fact.about)
    months = {f"{dates.last_known_day(day):%Y-%m}" for day in days}
    if len(days) > 1 and len(months) == 1:
        return words.NAMED_IN.format(dates.words(*months))
    named = words.NAMED_BETWEEN if len(days) > 1 else words.NAMED_BY
    return named.format(*map(dates.words, dict.fromkeys((days[0], days[-1]))))


def _office(fact: Fact) -> str:
    """What the office is called that is the argument."""
    return next((selections.office(fact.library, it).is_ for it in selections.holders(fact.library, fact.argument)), "")


def _newest_evidence(fact: Fact) -> str:
    """When the newest source appeared that shows what came of a promise or how far the undertaking has come, and how
    near it stands to the act; where nothing shows what came of a promise, that."""
    shown_ = selections.told_statements(fact.library, fact.about.reference, "shown")
    if not shown_:
        return words.NOTHING_SHOWN if fact.record.promised else ""
    told_at = (*shown_, *selections.reached(fact.library, fact.about.reference))
    sources = [fact.library.sources[it.source] for place in told_at for it in places.citations(fact.library, place)]
    newest = max(sources, key=lambda it: (dates.last_known_day(it.published), -list(words.RANKS).index(it.rank)))
    return words.EVIDENCE_OF.format(dates.words(newest.published), words.RANKS[newest.rank])


def _day_attributes(fact: Fact) -> Mapping[str, str | None]:
    return {"datetime": words.datetime_attribute(fact.value) or None, "data-when": fact.value, **cited(fact.proven)}


def _published(fact: Fact, source: str) -> str:
    return fact.library.sources[source].published


def _verdict_code(fact: Fact) -> str:
    return figure(fact).verdict if fact.argument else fact.proven.verdict


def _voice_read(fact: Fact) -> str:
    """Why a person reads the lines as those of the speaker, where no word there shows who speaks."""
    saying = fact.value
    return "" if shown.is_voice_shown(fact.library, saying) else words.READ_SO.format(saying.read)


def _rank_size(fact: Fact) -> str:
    """How many sources there are of the rank that is the argument."""
    size = sum(it.rank == fact.argument for it in fact.library.sources.values())
    return f"{words.OF_RANKS[fact.argument]}: {words.number(size)}"


def _read_size(fact: Fact) -> str:
    """Of how many sources the whole was read, or the beginning: the argument."""
    size = sum(it.read == fact.argument for it in fact.library.sources.values())
    return f"{words.READ[fact.argument]} of {words.number(size)}"


def weak_ranks(fact: Fact) -> tuple[str, ...]:
    return selections.rests_only_on(fact.library, fact.citations)


def _weak(fact: Fact) -> str:
    """On what sort of source alone the fact rests, where that is a weak one and there is a fact."""
    if fact.value is None and fact.proof is None:
        return ""
    return alone(*weak_ranks(fact))


def alone(*ranks: str) -> str:
    """“from a promoter and a tracker alone”; "" for no rank."""
    return f"from {' and '.join(words.WEAK_ALONE[rank] for rank in ranks)} alone" if ranks else ""


# --- Closed lists ----------------------------------------------------------------------------------------------------


def _listing(fact: Fact) -> str:
    """As what a source lists a pillar; where it names it for a forerunner, that is not listed."""
    listing = fact.value
    if listing is None:
        return words.NOT_LISTED
    return words.LISTINGS[listing.as_] if listing.lists else f"{words.NOT_LISTED}; {words.LISTINGS[listing.as_]}"


def _is_lead(fact: Fact) -> bool:
    return fact.about.path == ("positions", fact.record.leads)


def _leads(fact: Fact) -> str:
    return words.LEADS if _is_lead(fact) else ""


def _type(fact: Fact) -> str:
    return words.code(fact.record.type)


def _type_attributes(fact: Fact) -> Mapping[str, str | None]:
    question = fact.record.question
    return {"title": question, "aria-label": f"{_type(fact)}: {question}"}


def use_code(fact: Fact) -> str:
    """What became of the figure of a source line at the place."""
    use = coverage.of_figure(fact.library, fact.line, _source_figure(fact))
    return use.word if use else ""


# --- Sources and lines -----------------------------------------------------------------------------------------------


def _source_date_attributes(fact: Fact) -> Mapping[str, str | None]:
    return {"datetime": words.datetime_attribute(fact.record.published) or None}


def _line(fact: Fact) -> str:
    return f"line {fact.about.path[1]}"


def _cited_lines(fact: Fact) -> str:
    """The lines on which a fact rests, or a figure of it, by source: “Mint 2023, line 7, line 8”."""
    return "; ".join(
        ", ".join((words.title(fact.library.get(source)), *(f"line {citation.line}" for citation in group)))
        for source, group in cited_by_source(fact)
    )


def cited_by_source(fact: Fact) -> list[tuple[Reference, list[Citation]]]:
    cited = [backing.citation for backing in figure(fact).backings] if fact.argument else fact.citations
    sources = sorted({citation.source for citation in cited})
    grouped = {source: [it for it in dict.fromkeys(cited) if it.source == source] for source in sources}
    return [(Reference("sources", source), group) for source, group in grouped.items()]


def _ranks_of_source(fact: Fact) -> str:
    return "; ".join(words.RANKS[fact.library.sources[source].rank] for source in fact.sources)


def _dates_of_source(fact: Fact) -> str:
    return "; ".join(dates.words(_published(fact, source)) for source in fact.sources)


def _dated_ranks(fact: Fact) -> str:
    """When the cited sources appeared, and how near each stands to the act."""
    sources = ((fact.library.sources[source].rank, _published(fact, source)) for source in fact.sources)
    return "; ".join(f"{words.RANKS[rank]}, {dates.words(published)}" for rank, published in sources)


def _lineage(fact: Fact) -> str:
    known = fact.record.lineage
    return fact.library.lineages[known].name if known else words.NO_LINEAGE


def _goes_back_to(fact: Fact) -> str:
    """The lineage of a source, where it is known."""
    return _lineage(fact) if fact.record.lineage else ""


def _noted(fact: Fact) -> Note:
    """A line of our notes; an empty one where the line is that of a text."""
    held = fact.library.notes.get(fact.line.source)
    return held[fact.line.line - 1] if held else Note("", "")


def _from_notes(fact: Fact) -> str:
    """What our notes were made from; "" where the line is that of a text."""
    if not _noted(fact).text:
        return ""
    read, language = words.READ[fact.record.read], words.LANGUAGES[fact.record.language]
    return words.FROM_NOTES.format(read=read, language=language)


# --- Numbers ---------------------------------------------------------------------------------------------------------


def counted(fact: Fact) -> int | str | counts.Total:
    """What the function of that name computes. Raises KeyError where there is none."""
    return counts.COUNTS[fact.argument](fact.library, fact.place.reference if fact.place else None)


def _count(fact: Fact) -> str:
    number = counted(fact)
    if isinstance(number, counts.Total):
        return words.money(number.amount, number.currency) if _adds_up(fact) and not number.refusal else ""
    return dates.words(number) if isinstance(number, str) else words.number(number)


def _count_attributes(fact: Fact) -> Mapping[str, str | None]:
    number = counted(fact)
    formula = {"title": f"Computed: {counts.formula(fact.argument)}"}
    if isinstance(number, str):
        return {"datetime": number, **formula}
    return {"value": str(getattr(number, "amount", number)), **formula}


def _attack(fact: Fact) -> str:
    result, _, class_ = fact.argument.partition(":")
    return words.number(attacked.tally(fact.library.root, result, class_))


def _claim_rate(fact: Fact) -> str:
    column, _, claim = fact.argument.partition(":")
    return attacked.rate(fact.library.root, claim, column)


def _attack_day_attributes(fact: Fact) -> Mapping[str, str | None]:
    return {"datetime": attacked.day(fact.library.root, fact.argument)}


def _attack_attributes(fact: Fact) -> Mapping[str, str | None]:
    return {"value": _attack(fact).replace(",", "")}


def _adds_up(fact: Fact) -> bool:
    """Whether there is more than one amount, so that a reader may ask for their sum."""
    of = fact.place.reference if fact.place else None
    return len(selections.linked(fact.library, of, "funding")) > 1


def _no_total(fact: Fact) -> str:
    of = fact.place.reference if fact.place else None
    return words.WHY_NO_TOTAL.get(counts.total_funding(fact.library, of).refusal, "") if _adds_up(fact) else ""


def abbreviation(fact: Fact) -> abbreviations.Abbreviation:
    """The one that is the argument. Raises KeyError where there is none."""
    return {it.short: it for it in abbreviations.every(fact.library)}[fact.argument]


def _citation(fact: Fact) -> str:
    work = citations.work(fact.library, fact.about, fact.base)
    return citations.FORMATS[fact.argument].shown(work)


def _choice(fact: Fact) -> str:
    """What a choice of the timeline or of the state of play is called: `pillar:telecoms`."""
    choice = next((it for it in filters.every(fact.library).values() if it.tag == fact.argument), None)
    if choice is None:
        return ""
    return words.title(fact.library.get(choice.record)) if choice.record else choice.words


def _as_of_attributes(fact: Fact) -> Mapping[str, str | None]:
    """The last day on which the newest source can have appeared that shows a status, for putting rows in order."""
    days = [dates.last_known_day(_published(fact, source)) for source in fact.sources]
    return {"data-day": str(max(days)) if days else None}


def _year(fact: Fact) -> str:
    """A year of the timeline."""
    in_time = chronology(fact.library, selections.linked(fact.library, None, "milestones"))
    return next((str(year) for year, _ in in_time.years if str(year) == fact.argument), "")


def _target(fact: Fact) -> str:
    """The record at which another points, where the place is that relation."""
    target = places.relation(fact.library, fact.about)
    return words.title(fact.library.get(target)) if target else ""


def _mentioning(fact: Fact) -> str:
    """What heads the records of a kind whose texts name a record."""
    found = selections.mentions(fact.library, fact.about.reference)
    number = sum(place.reference.kind == fact.argument for place in found)
    return words.KIND_WORDS[fact.argument][number > 1].capitalize() if number else ""


# --- What has changed ------------------------------------------------------------------------------------------------


def in_short(library: Library, undertaking: Reference) -> list[str]:
    """A sum or an undertaking in a few lines, as a card tells it: how much, how far as of when, and who."""
    record, lines = library.get(undertaking), []
    if hasattr(record, "amount"):
        amount = Fact(library, places.at(undertaking, "amount"))
        lines.append("Amount: " + ", ".join(filter(None, (_text(amount), _weak(amount)))))
    for place in selections.reached(library, undertaking)[:1]:
        reached = Fact(library, place)
        marks = (words.code(status_word(reached)), _as_of(reached), _weak(reached))
        lines.append("Status: " + ", ".join(filter(None, marks)))
    for field, label in words.WHO.items():
        if named := [target for path, target in related(undertaking, record) if path[0] == field]:
            lines.append(f"{label}: " + ", ".join(words.title(library.get(it)) for it in named))
    return lines


def stated_by(library: Library, undertaking: Reference) -> list[str]:
    """The lines on which rest the amount and the status that a card tells."""
    places_ = [*selections.reached(library, undertaking)[:1]]
    if getattr(library.get(undertaking), "amount", None):
        places_.insert(0, places.at(undertaking, "amount"))
    cited_ = dict.fromkeys(_cited_lines(Fact(library, it)) for it in places_)
    return [f"Stated by {it}." for it in cited_]


def _embed(fact: Fact) -> str:
    """What another site writes to show the card of a record; "" where this site has no address."""
    if not fact.base or fact.about.reference.kind not in downloads.EMBEDDED:
        return ""
    reference, work = fact.about.reference, citations.work(fact.library, fact.about, fact.base)
    alt = escape(f"{work.title}: {'; '.join(in_short(fact.library, reference))}")
    picture = f'<img src="{fact.base}{downloads.card_to_embed(reference)}" width="640" alt="{alt}">'
    return f'<a href="{work.address}">{picture}</a>'


def _change(fact: Fact) -> str:
    """What happened to a record on a day: the argument is `2026-11-26:changed`."""
    on, _, matter = fact.argument.partition(":")
    known = (on, matter) in history.by_day(fact.library, str(fact.about.reference))
    return f"{dates.words(on)}: {words.MATTERS[matter]}" if known else ""


def _since(fact: Fact) -> str:
    """Since when the site has said a statement as it says it now."""
    key = history.key(fact.about.reference, str(fact.about.path[1]))
    noted = history.changes(fact.library, key)
    return words.SAID_SINCE.format(dates.words(noted[-1].day)) if noted else words.SAID_SINCE_UNKNOWN


def _edition_change(fact: Fact) -> str:
    """What has become of a record since an edition: the argument is `2024-12-31:changed:pillars/a`."""
    day_, _, row = fact.argument.partition(":")
    found = {f"{matter}:{it}": (matter, title) for matter, it, title in editions.changes(fact.library, day_)}
    matter, title = found.get(row, ("", ""))
    return f"{title}: {words.EDITION_MATTERS[matter]}" if matter else ""


def _edition_title(fact: Fact) -> str:
    """What a record was called in an edition: the argument is `2024-12-31:then:pillars/a`."""
    day_, _, row = fact.argument.partition(":")
    return editions.on(fact.library, day_).records.get(editions.record_of(row), ("", ""))[1]


def _edition_until(fact: Fact) -> str:
    newest = fact.library.editions[0].day
    return words.UNTIL_NOW if editions.on(fact.library, fact.argument).day == newest else words.UNTIL_NEXT


def _history_begun(fact: Fact) -> str:
    return dates.words(fact.library.history.begun) if fact.library.history.begun else ""


WORDINGS: Mapping[str, Callable[[Fact], str]] = {
    TEXT: _text,
    "abbreviation": lambda fact: abbreviation(fact).short,
    "acting-as": lambda fact: words.ACTING[fact.argument],
    "as-of": _as_of,
    "official-as-of": lambda fact: _as_of(fact, selections.OFFICIAL_RANKS),
    "attack": _attack,
    "claim-rate": _claim_rate,
    "claim-name": lambda fact: attacked.CLAIMS[fact.argument],
    "attack-day": lambda fact: dates.words(attacked.day(fact.library.root, fact.argument)),
    "change": _change,
    "choice": _choice,
    "citation": _citation,
    "cited": _cited_lines,
    "correction": lambda fact: words.PUT_RIGHT[fact.record.superseded],
    "correction-day": lambda fact: dates.words(fact.record.corrected),
    "count": _count,
    "edition-change": _edition_change,
    "edition-day": lambda fact: dates.words(editions.on(fact.library, fact.argument).day),
    "edition-size": lambda fact: words.number(len(editions.on(fact.library, fact.argument).records)),
    "edition-title": _edition_title,
    "edition-until": _edition_until,
    "embed": _embed,
    "date": lambda fact: dates.words(fact.value.is_),
    "dated-ranks": _dated_ranks,
    "day": lambda fact: dates.words(fact.value),
    "dates-of-source": _dates_of_source,
    "history-begun": _history_begun,
    "held": lambda fact: words.HELD[fact.record.held],
    "how-much-read": lambda fact: words.READ[fact.record.read],
    "read-on": lambda fact: dates.words(fact.record.read_on),
    "language": lambda fact: words.LANGUAGES[fact.record.language],
    "lineage": _lineage,
    "goes-back-to": _goes_back_to,
    "from-notes": _from_notes,
    "note": lambda fact: _noted(fact).text,
    "note-place": lambda fact: _noted(fact).place,
    "by": lambda fact: f"By {dates.words(fact.record.by)}",
    "overdue": lambda fact: words.OVERDUE if fact.record.by < str(day.of_build()) else "",
    "rank": lambda fact: words.RANKS[fact.record.rank],
    "rank-size": _rank_size,
    "read-size": _read_size,
    "rank-word": lambda fact: words.RANKS[fact.argument],
    "ranks-of-source": _ranks_of_source,
    "formula": lambda fact: counts.formula(fact.argument),
    "home": lambda fact: f"from {words.title(fact.record)}",
    "kind": lambda fact: words.code(fact.record.kind),
    "kind-name": lambda fact: words.KIND_WORDS[fact.about.reference.kind][0],
    "kind-names": lambda fact: words.KIND_WORDS[fact.argument][1],
    "lead": _leads,
    "launch-year": lambda fact: side_by_side.year_of_launch(fact.library),
    "line": _line,
    "line-number": lambda fact: str(fact.about.path[1]),
    "listing": _listing,
    "mentioning": _mentioning,
    "no-total": _no_total,
    "in-office": _in_office,
    "newest-evidence": _newest_evidence,
    "office": _office,
    "one-leads": lambda fact: words.WHETHER_ONE_LEADS[bool(fact.record.leads)],
    "printed": lambda fact: _source_figure(fact).printed,
    "printed-as": _printed_as,
    "since": _since,
    "source-date": lambda fact: dates.words(fact.record.published),
    "spelled-out": lambda fact: abbreviation(fact).full,
    "standing": lambda fact: words.STANDING_GLOSSES[fact.record.standing],
    "standings": lambda fact: words.STANDING_HEADINGS[fact.argument],
    "status": lambda fact: words.code(status_word(fact)),
    "surname-first": _surname_first,
    "target": _target,
    "title": lambda fact: words.title(fact.record),
    "type": _type,
    "type-of-question": _type,
    "use": lambda fact: words.USES.get(use_code(fact), ""),
    "use-word": lambda fact: words.USES[fact.argument],
    "value": lambda fact: words.figure(figure(fact).figure),
    "verdict": lambda fact: words.VERDICT_WORDS[_verdict_code(fact)],
    "voice-read": _voice_read,
    "voice": lambda fact: words.VOICES[fact.value.voice],
    "wrong-since": lambda fact: words.wrong_since(fact.record.since),
    "way-of-listing": lambda fact: words.LISTINGS[fact.value.as_],
    "weak": _weak,
    "outcome": lambda fact: words.OUTCOMES[selections.outcome(fact.record)],
    "outcome-word": lambda fact: words.OUTCOMES[fact.argument],
    "year": _year,
    "why-leads": lambda fact: words.WHY_IT_LEADS[bool(fact.record.leads)],
}
"""How facts are told, by the word in `data-as`."""

CODES: Mapping[str, Callable[[Fact], str]] = {
    "status": status_word,
    "use": use_code,
    "use-word": lambda fact: fact.argument,
    "verdict": _verdict_code,
    "outcome": lambda fact: selections.outcome(fact.record),
}
"""The words by which styles know a fact: `class="status status--agreed"`."""

ATTRIBUTES: Mapping[str, Callable[[Fact], Mapping[str, str | None]]] = {
    "as-of": _as_of_attributes,
    "attack": _attack_attributes,
    "attack-day": _attack_day_attributes,
    "edition-day": lambda fact: {"datetime": fact.argument},
    "edition-size": lambda fact: {"value": str(len(editions.on(fact.library, fact.argument).records))},
    "change": lambda fact: {"datetime": fact.argument.partition(":")[0]},
    "correction-day": lambda fact: {"datetime": fact.record.corrected},
    "count": _count_attributes,
    "date": _date_attributes,
    "day": _day_attributes,
    "by": lambda fact: {"datetime": fact.record.by},
    "source-date": _source_date_attributes,
    "type-of-question": _type_attributes,
    "value": lambda fact: {"value": fact.argument, "data-key": fact.argument},
}


def figures_of(proof: Proof) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """The figures of a text as they are printed, each with the attributes by which machines read it."""
    for found in proof.figures:
        figure = found.figure
        datetime = words.datetime_attribute(figure.value) if figure.kind == "date" else ""
        read = {"datetime": datetime} if datetime else {"value": figure.key}
        yield figure.printed, {**read, "data-key": figure.key, **cited(proof, found.verdict)}
