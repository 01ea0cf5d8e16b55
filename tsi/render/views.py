"""What a page can show: each function gathers what a template needs and returns its HTML."""

from __future__ import annotations

from collections.abc import Sequence

from tsi.library import matrix, selections
from tsi.records.types import Reference
from tsi.render import styles
from tsi.render import timeline as drawn
from tsi.render.page import Note, Page
from tsi.wording import addresses, alphabet, attacked, filters, keys
from tsi.wording import editions as frozen
from tsi.wording import labels as meanings
from tsi.wording.chronology import chronology
from tsi.wording.downloads import DOWNLOADS

# --- A record’s own page ---------------------------------------------------------------------------------------------


def record_page(page: Page, reference: str) -> str:
    """The page of any record, for example `pillars/telecoms`."""
    about = page.about = Reference.parse(reference)
    if about.kind == "disagreements":
        return page.render("record.html", reference=about)
    if about.kind == "sources":
        differing = [*page.rows("conflicts", about), *page.rows("no-conflicts", about)]
        return page.render("record.html", reference=about, disagreements=differing)
    return page.render("record.html", reference=about, **_of_record(page, about))


def _of_record(page: Page, about: Reference) -> dict:
    library = page.library
    shown = {kind: selections.linked(library, about, kind) for kind in ("funding", "partnerships", "milestones")}
    timeline = chronology(library, shown["milestones"])
    return {
        **shown,
        "timeline": timeline,
        "drawn": drawn.timeline(library, shown["milestones"], page.built) if about.kind == "pillars" else None,
        "disagreements": library.disagreements_touching(about),
        "sources": library.sources_of(about),
    }


# --- Pages that gather records ---------------------------------------------------------------------------------------


def timeline(page: Page) -> str:
    """Every milestone by year, newest first, and those that no year can hold, each with a mark on one axis of time."""
    return _timeline(page, whole=True)


def timeline_oldest_first(page: Page) -> str:
    """The same by year, oldest first."""
    return _timeline(page, oldest_first=True)


def timeline_chosen(page: Page, tag: str) -> str:
    """The milestones that a choice leaves, for example `outcome:expected`."""
    choices = filters.choices(page.library)
    return _timeline(page, chosen=next(choice for choice in choices[tag.partition(":")[0]] if choice.tag == tag))


def _timeline(page: Page, chosen: filters.Choice | None = None, oldest_first: bool = False, whole: bool = False) -> str:
    in_time = chronology(page.library, filters.left_by(page.library, chosen))
    return page.render(
        "timeline.html",
        timeline=in_time.oldest_first if oldest_first else in_time,
        tags={milestone: filters.tags(page.library, milestone) for milestone in in_time.all},
        choices=filters.choices(page.library),
        chosen=chosen,
        view=chosen.tag if chosen else "oldest" if oldest_first else "newest",
        oldest_first=oldest_first,
        oldest_address=filters.OLDEST_FIRST,
        whole=whole,
        drawn=drawn.timeline(page.library, in_time.all, page.built),
    )


def pillar_index(page: Page) -> str:
    """The pillars by the sources: how each source lists each of them."""
    return page.render("pillar_index.html")


def funding_table(page: Page) -> str:
    """Every sum and fund, and their total or why there is none."""
    return page.render("funding.html")


def partnership_table(page: Page) -> str:
    """Every partnership, by where it stands towards the initiative."""
    return page.render("partnerships.html", standings=page.rows("standings"))


def people_and_organisations(page: Page) -> str:
    return page.render("indexes.html", kinds=("people", "organisations"))


def places_and_technologies(page: Page) -> str:
    return page.render("indexes_with_entries.html", kinds=("places", "technologies"))


def source_index(page: Page) -> str:
    """Every source by its rank, and how much rests on it."""
    return page.render("source_index.html")


def lineages(page: Page) -> str:
    """What sources go back to, and the sources of each lineage."""
    return page.render("lineages.html")


def to_read(page: Page) -> str:
    """What is still to be read, and by when."""
    return page.render("to_read.html")


def source_coverage(page: Page) -> str:
    """What became of the figures and of the names of every source, counted."""
    return page.render("source_coverage.html")


def disagreement_index(page: Page) -> str:
    """Every disagreement by its type."""
    return page.render("disagreement_index.html", types=page.rows("types"))


def figures_ledger(page: Page) -> str:
    """Every figure of every text of the records, each value once, and the functions that compute further numbers."""
    return page.render("figures.html", kinds=page.rows("kinds-of-figure"))


def rules(page: Page) -> str:
    """The numbered editorial rules, with the disagreements that each has settled."""
    return page.render("rules.html")


def at_a_glance(page: Page) -> str:
    """What the initiative is, how far each pillar has come, the sums, what is new and what is contested."""
    return page.render("at_a_glance.html")


def in_brief(page: Page) -> str:
    """The initiative in a few dated steps."""
    return page.render("in_brief.html")


def state_of_play(page: Page, chosen: str = "") -> str:
    """Every undertaking of the initiative: what was first said of it, and how far it has come."""
    choices = filters.choices_in_play(page.library)
    every = {choice.tag: choice for options in choices.values() for choice in options}
    tags = {it: filters.tags_in_play(page.library, it) for it in selections.undertakings(page.library)}
    return page.render("state_of_play.html", choices=choices, chosen=every.get(chosen), tags=tags, home=filters.PLAY)


def state_of_play_chosen(page: Page, tag: str) -> str:
    """Those that a choice leaves, for example `status:agreed`."""
    return state_of_play(page, tag)


def side_by_side(page: Page) -> str:
    """What people compare: what was first told of an undertaking and how far it has come, what each government’s own
    texts say, the frameworks, and what else its parties have agreed on with others."""
    return page.render("side_by_side.html")


def connections(page: Page) -> str:
    """Who is connected with whom: for each kind of record that holds relations a matrix of them."""
    groups = {"partnerships": page.rows("standings"), "funding": ("",)}
    matrices = [
        {"kind": kind, "columns": matrix.columns(page.library, kind), "groups": groups[kind]} for kind in matrix.FIELDS
    ]
    return page.render("matrix.html", matrices=matrices)


def a_z(page: Page) -> str:
    """Every record in alphabetical order; disagreements, which have questions for names, at the end."""
    return page.render("a_z.html", letters=alphabet.letters(page.library))


def glossary(page: Page) -> str:
    """Every abbreviation, what it stands for, and the line that spells it out."""
    return page.render("glossary.html")


def open_questions(page: Page) -> str:
    """What no source answers, by the record about which it is asked."""
    return page.render("open_questions.html", kinds=page.rows("kinds-asking"))


def what_was_checked(page: Page) -> str:
    """How much stands behind the site: what was counted when the records were checked."""
    return page.render("what_was_checked.html")


def attack_table(page: Page) -> str:
    """What the last full attacks found, by kind of wrong edit and by claim, and the texts in which one survived."""
    return page.render("attack.html", results=attacked.RESULTS, rates=attacked.RATES, survivors=page.rows("survivors"))


def corrections(page: Page) -> str:
    """What this site said wrongly, and when and why it was put right."""
    return page.render("corrections.html")


def changes(page: Page) -> str:
    """The records that were changed last."""
    return page.render("changes.html")


def feeds(page: Page) -> str:
    """What can be followed, of all records and of those of each pillar."""
    return page.render("feeds.html")


def editions(page: Page) -> str:
    """Every edition, and what has changed from it to the next or to today."""
    return page.render("editions.html")


def edition(page: Page, day: str) -> str:
    """What an edition holds, for example that of `2026-11-26`."""
    return page.render("edition.html", edition=frozen.on(page.library, day))


def downloads(page: Page) -> str:
    """Everything that can be downloaded, and what it is."""
    files = [(page.to_file(path), path, what) for path, what in DOWNLOADS]
    return page.render("downloads.html", files=files)


def labels(page: Page, group: str) -> str:
    """What the labels of a group mean, for example `status`."""
    return page.render("labels.html", told=meanings.of(group))


def keys_of_records(page: Page) -> str:
    """What the records of each kind may hold beside what all of them do, for editors."""
    return page.render("keys.html", kinds=keys.of_kinds())


def foot(page: Page) -> list[str]:
    """What ends every page."""
    return [part for part in (notes(page), former(page)) if part]


def notes(page: Page) -> str:
    """The notes that the receipts on the page lead to; nothing where there are none."""
    return notes_on(page, page.notes)


def notes_on(page: Page, notes: Sequence[Note]) -> str:
    """Some notes of a page. The first that tells of a line does so in full, and the others lead there; the first line
    of a source says from when that is and to what it goes back."""
    if not notes:
        return ""
    lines = [(line.citation, note) for note in notes for line in note.lines]
    told_in_full = dict(reversed(lines))
    first_of_source = {citation.source: citation for citation, _ in reversed(lines)}
    return page.render("notes.html", notes=notes, told_in_full=told_in_full, first_of_source=first_of_source)


def former(page: Page) -> str:
    """What answers for things that stood on the page once; nothing where there are none."""
    elsewhere = addresses.of(page.library).elsewhere(page.url)
    return page.render("former.html", former=elsewhere) if elsewhere else ""


def signpost(page: Page) -> str:
    """A whole HTML page that stands at an address of old: where what stood there is now, and each part of it, or why it
    is withdrawn and what to read instead."""
    answers = addresses.of(page.library).signposts[page.url]
    whole = answers[""]
    return page.render(
        "signpost.html",
        whole=whole,
        here=[id_ for id_, answer in answers.items() if id_ and answer == whole],
        elsewhere={id_: answer for id_, answer in answers.items() if answer != whole},
        style_sheet=styles.joined().path,
    )
