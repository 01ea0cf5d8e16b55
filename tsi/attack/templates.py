"""The proof by attack on templates: every wrong edit of each of them, on the pages of the miniature set.

A wrong template is refused by the build where a page no longer renders, by the audit where that finds fault with a
page, and by the kept pages alone where all that shows it is that a page is no longer as it was: the tests keep these
pages (`tests/mini/golden`), so a change of them is seen by whoever reads the difference, and by nobody else. Here those
that the templates make as they are stand for the kept ones. An edit that changes no page of the set, though a page runs
through it, makes nothing wrong there; one through which no page runs has not been tried, and counts as a survivor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from jinja2 import BytecodeCache, DictLoader, Environment
from jinja2.bccache import Bucket

from tsi.attack.report import AUDIT, CHECK, HARMLESS, KEPT, SURVIVED, Outcome
from tsi.attack.template_edits import Edit, Tag, edits, tags
from tsi.audit.site import Audit
from tsi.library.loading import load
from tsi.render import views
from tsi.render.page import TEMPLATES, Page, environment
from tsi.render.pages import calls_by_address, rendered
from tsi.wording import addresses

MINIATURE = "tests/mini"
KEPT_PAGES = f"{MINIATURE}/golden/pages"

MOST_AUDITED = 12
"""Pages of different kinds on which the audit looks for a wrong template, of those that it changes: on more of them the
audit could find more, never less."""

SIGNPOST = views.signpost.__name__
REPORTS = "mailto:keepers@lanterns.example?subject={record}"
BUILT = "2013-05-31"
"""Where readers of these pages report a problem, and the day of the build: what follows from them is kept as well."""

NOT_REACHED = "no page of the miniature set runs through it"


class Mutant(NamedTuple):
    """A template with one wrong edit."""

    template: str
    edit: Edit

    @property
    def kind(self) -> str:
        return self.edit.kind


def sources() -> dict[str, str]:
    """The templates by name."""
    folder = Path(TEMPLATES.searchpath[0])
    return {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES.list_templates()}


def all_mutants() -> list[Mutant]:
    """Every wrong edit of every template, in the order of names and of their texts."""
    return [Mutant(name, edit) for name, source in sources().items() for edit in edits(source)]


class _Compiled(BytecodeCache):
    """Templates that have been compiled, so that of many sets of them only the changed ones are compiled anew."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (bucket.key, bucket.checksum) in self._known:
            bucket.code = self._known[bucket.key, bucket.checksum]

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code


class Site:
    """The pages of the miniature set, made in memory; `project` is the folder that holds tests and theme."""

    def __init__(self, project: Path):
        self._library = load(project / MINIATURE)
        self._audit = Audit(self._library)
        self._sources, self._compiled = sources(), _Compiled()
        calls = calls_by_address(self._library)
        calls |= {address: [(SIGNPOST,)] for address in addresses.of(self._library).signposts}
        kept = project / KEPT_PAGES
        self._calls = {address: called for address, called in calls.items() if (kept / _file(address)).is_file()}

    def render(self, address: str, templates: Environment) -> str:
        """The page at an address, made by these templates."""
        calls = self._calls[address]
        page = Page(self._library, address, report_form=REPORTS, built=BUILT, environment=templates)
        return views.signpost(page) if calls == [(SIGNPOST,)] else rendered(page, calls)

    def with_change(self, changed: Mapping[str, str]) -> Environment:
        """The templates, some of them changed."""
        made = environment(DictLoader({**self._sources, **changed}))
        made.bytecode_cache = self._compiled
        return made

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Every kept page as the templates make it. Raises AssertionError where the audit finds fault with one."""
        found = {address: self.render(address, self.with_change({})) for address in self._calls}
        faults = [fault for address, text in found.items() for fault in self._audit.content(text, address).faults]
        if faults:
            raise AssertionError(f"the audit finds fault with the templates as they are: {faults[:3]}")
        return found

    @cached_property
    def reaching(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """By template and mark (see `_marks`), the pages that run through it: of each kind one, then the next ones."""
        sources_with_marks = {name: _marked(name, source) for name, source in self._sources.items()}
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for address in _spread(self.pages):
            reached: set[tuple[str, int]] = set()
            marked = self.with_change(sources_with_marks)
            marked.globals["reached"] = partial(_add, reached)
            self.render(address, marked)
            for mark in reached:
                found[mark].append(address)
        return found

    def changes_a_page(self) -> bool:
        """Whether, as words are told now, a page cannot be made or is not as it was. `pages` must be known before."""
        self._library.memory.clear()
        try:
            return any(_shown(self.render(it, self.with_change({}))) != _shown(was) for it, was in self.pages.items())
        except Exception:  # whatever it is, with it there is no page
            return True
        finally:
            self._library.memory.clear()

    def outcome(self, mutant: Mutant) -> Outcome:
        """What becomes of a wrong template."""
        source, edit = self._sources[mutant.template], mutant.edit
        where = f"{mutant.template}:{source.count(chr(10), 0, edit.start) + 1}"
        result, why = self._result(mutant)
        return Outcome(edit.kind, where, source[edit.start : edit.end], edit.after, result, why)

    def _result(self, mutant: Mutant) -> tuple[str, str]:
        source, pages, differing = self._sources[mutant.template], self.pages, 0
        reaching = self.reaching.get((mutant.template, _mark(source, mutant.edit)), ())
        if not reaching:
            return SURVIVED, NOT_REACHED
        templates = self.with_change({mutant.template: mutant.edit.made(source)})
        for address in reaching:
            try:
                text = self.render(address, templates)
            except Exception as error:  # whatever it is, with it there is no page
                return CHECK, str(error)
            if _shown(text) == _shown(pages[address]):
                continue
            if self._audit.content(text, address).faults:
                return AUDIT, ""
            differing += 1
            if differing == MOST_AUDITED:
                break
        return (KEPT, "") if differing else (HARMLESS, "the pages are the same")


def _file(address: str) -> str:
    """Where a page is kept."""
    return f"{(address or 'index').rstrip('/').removesuffix('.html')}.html"


def _add(reached: set[tuple[str, int]], template: str, mark: int) -> None:
    reached.add((template, mark))


def _shown(text: str) -> str:
    """What of a page is kept: its body, without white space at the edges of elements."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(text[text.index("<body") :].split()))


def _spread(pages: Mapping[str, str]) -> Iterator[str]:
    """The addresses, kinds in turn and the shortest page of each first."""
    kinds = defaultdict(list)
    for address in sorted(pages, key=lambda it: len(pages[it])):
        kinds[address.partition("/")[0]].append(address)
    return (address for turn in zip_longest(*kinds.values()) for address in turn if address is not None)


# --- Which pages run through which part of a template ----------------------------------------------------------------


@cache
def _marks(source: str) -> list[int]:
    """The places between which a template runs through all or nothing: its tags' ends."""
    return sorted({0, *(place for tag in tags(source) for place in (tag.start, tag.end))})


def _marked(name: str, source: str) -> str:
    """A template that tells `reached` of each mark that a page runs through."""
    marks = _marks(source)
    pieces = (source[start:end] for start, end in zip(marks, [*marks[1:], len(source)], strict=True))
    return "".join(f'{{% do reached("{name}", {mark}) %}}{piece}' for mark, piece in zip(marks, pieces, strict=True))


def _mark(source: str, edit: Edit) -> int:
    """The mark behind which an edit stands; of `elif`, that of its `if`, which more pages run through."""
    opened: list[Tag] = []
    for tag in tags(source):
        if tag.keyword == "if":
            opened.append(tag)
        if tag.keyword == "elif" and tag.start <= edit.start < tag.end:
            return opened[-1].start
        if tag.keyword == "endif":
            opened.pop()
    return max(mark for mark in _marks(source) if mark <= edit.start)
