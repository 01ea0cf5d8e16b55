"""The proof by attack on wording: every table of words, and every function that puts a fact into words, made wrong.

Of a table two entries change places, an entry changes, an entry is left out. Of a function words are left out, a
condition or an order is turned round, one of two parts of what is told is left out, nothing is told. The banks of the
tests must refuse each, or a page of the miniature set must no longer be as the tests keep it.
"""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from tsi.attack import banks
from tsi.attack.report import KEPT, SURVIVED, Outcome
from tsi.attack.templates import Site
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.text import dates
from tsi.wording import attacked

MINIATURE = "tests/mini"
_DISPATCHING = ("told.WORDINGS", "told.CODES", "told.ATTRIBUTES", "lists.LISTS")
"""Tables of functions: their entries are swapped and left out as those of words are."""
_WORDING = (
    "alphabet", "attacked", "chronology", "citations", "dates", "descriptions", "filters", "lists", "places",
    "receipts", "told", "words",
)  # fmt: skip
"""The modules whose functions put facts into words, or into an order; the others give addresses and files."""

_OF_DATES = ("words", "_worded", "_window_words", "_point_words", "_day")


class Mutant(NamedTuple):
    """A table or a function with one wrong edit: an attribute of what holds it has another value."""

    kind: str
    where: str
    before: str
    after: str
    holder: object
    attribute: str
    wrong: object


def all_mutants() -> list[Mutant]:
    """Every wrong edit of every table and function, in the order of their names."""
    return [*_of_tables(), *_of_functions()]


# --- Tables ----------------------------------------------------------------------------------------------------------


def _of_tables() -> Iterator[Mutant]:
    for name in (*banks.tables(), *_DISPATCHING):
        module, _, variable = name.partition(".")
        holder = next(it for it in banks.modules() if banks.short(it) == module)
        for kind, where, before, after, wrong in _wrong_tables(banks.table(name)):
            yield Mutant(f"table: {kind}", name + where, before, after, holder, variable, wrong)


def _wrong_tables(value: object) -> Iterator[tuple[str, str, str, str, object]]:
    """Of each the kind, where in the table it is, what stood there, what stands there then, and the wrong table."""
    if isinstance(value, dict):
        yield from _wrong_mappings(value)
        return
    wrong = _wrong_rows(value) if isinstance(value, tuple) else [("a word changed", _changed(value))]
    yield from ((kind, "", repr(value), repr(it), it) for kind, it in wrong)


def _wrong_rows(rows: tuple) -> Iterator[tuple[str, tuple]]:
    for place in range(len(rows)):
        before, behind = rows[:place], rows[place + 1 :]
        yield "an entry left out", (*before, *behind)
        yield "a word changed", (*before, _changed(rows[place]), *behind)
        if behind:
            yield "two entries swapped", (*before, behind[0], rows[place], *behind[1:])


def _wrong_mappings(table: dict) -> Iterator[tuple[str, str, str, str, dict]]:
    every = [
        *(("an entry left out", key, {it: table[it] for it in table if it != key}) for key in table),
        *(("a word changed", key, {**table, key: _changed(table[key])}) for key in table),
        *(
            ("two entries swapped", key, {**table, key: table[other], other: table[key]})
            for key, other in pairwise(table)
            if table[key] != table[other]
        ),
    ]
    for kind, key, wrong in every:
        yield kind, f"[{key!r}]", _named(table[key]), _named(wrong.get(key, "")), wrong


def _named(value: object) -> str:
    return getattr(value, "__qualname__", repr(value))


def _changed(value: Any) -> Any:
    """Another word, number or function; of several words, the first is another one."""
    if isinstance(value, tuple):
        return (_changed(value[0]), *value[1:]) if value else ("other",)
    if callable(value):
        return lambda *_: "other"
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}other"


# --- Functions -------------------------------------------------------------------------------------------------------


def _of_functions() -> Iterator[Mutant]:
    for module in banks.modules():
        if banks.short(module) not in _WORDING:
            continue
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for name, node in _defined(tree):
            if (module is not dates or name in _OF_DATES) and not _makes_an_entry(node):
                yield from _of_function(module, name, node)


def _defined(tree: ast.AST, of: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and of its classes, by their qualified names."""
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.FunctionDef):
            yield f"{of}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _defined(node, f"{of}{node.name}.")


def _of_function(module: ModuleType, name: str, node: ast.FunctionDef) -> Iterator[Mutant]:
    known = _function(module, name)
    for kind, line, before, after, wrong in _wrong_functions(node):
        where = f"{banks.short(module)}.{name}:{line}"
        yield Mutant(kind, where, before, after, known, "__code__", _code(wrong, known))


def _makes_an_entry(node: ast.FunctionDef) -> bool:
    """Whether it is called once to make an entry of a table: what it makes is tried there."""
    return node.returns is not None and ast.unparse(node.returns).startswith("Callable")


def _function(module: ModuleType, name: str) -> FunctionType:
    """The function itself, below what it is wrapped in."""
    held: Any = module
    for part in name.split("."):
        held = inspect.getattr_static(held, part)
    for wrapping in ("fget", "func", "__func__", "__wrapped__"):
        held = getattr(held, wrapping, held)
    return held


def _code(wrong: ast.FunctionDef, known: FunctionType) -> CodeType:
    module = ast.fix_missing_locations(ast.Module([wrong], []))
    compiled = compile(module, known.__code__.co_filename, "exec", dont_inherit=True)
    return next(it for it in compiled.co_consts if isinstance(it, CodeType))


Wrong = tuple[str, int, str, str, ast.FunctionDef]


def _wrong_functions(node: ast.FunctionDef) -> Iterator[Wrong]:
    bare = copy.deepcopy(node)
    bare.decorator_list, bare.returns = [], None
    if ast.get_docstring(bare):
        del bare.body[0]
    silent = copy.deepcopy(bare)
    silent.body = [ast.Return(ast.Constant(""))]
    yield "function: nothing told", node.lineno, node.name, '""', silent
    for place, part in enumerate(_parts(bare)):
        for kind, instead in _instead_of(part):
            wrong = copy.deepcopy(bare)
            _put(wrong, place, instead)
            yield kind, part.lineno, ast.unparse(part), ast.unparse(instead), wrong


def _parts(function: ast.FunctionDef) -> list[ast.expr]:
    """The expressions of a function, in the order of the walk. Those stay as they are that end a loop, and those that
    no page prints: of types, and of what is raised."""
    kept = {id(it) for part in ast.walk(function) for stays in _staying(part) for it in ast.walk(stays)}
    return [it for it in ast.walk(function) if isinstance(it, ast.expr) and id(it) not in kept]


def _staying(part: ast.AST) -> list[ast.AST]:
    if isinstance(part, ast.arguments | ast.Raise):
        return [part]
    if isinstance(part, ast.FormattedValue):
        return [part.format_spec] if part.format_spec else []
    return [part.test] if isinstance(part, ast.While) else [part.annotation] if isinstance(part, ast.AnnAssign) else []


def _put(function: ast.FunctionDef, place: int, instead: ast.expr) -> None:
    target = _parts(function)[place]

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return instead if node is target else self.generic_visit(node)

    Put().visit(function)


def _instead_of(part: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Wrong expressions for a right one."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.strip():
        yield "function: words left out", ast.Constant("")
    elif isinstance(part, ast.FormattedValue):
        yield "function: a part left out", ast.Constant("")
    elif isinstance(part, ast.IfExp):
        yield "function: condition turned round", ast.IfExp(part.test, part.orelse, part.body)
    elif isinstance(part, ast.Compare):
        yield "function: condition turned round", ast.UnaryOp(ast.Not(), part)
    elif isinstance(part, ast.BoolOp):
        yield from (("function: a part left out", value) for value in part.values)
    elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.BitOr):
        yield from (("function: a part left out", value) for value in (part.left, part.right))
    elif isinstance(part, ast.Call) and getattr(part.func, "id", "") in ("sorted", "reversed"):
        turned = ast.Call(ast.Name("list", ast.Load()), [part], [])
        yield "function: order turned round", ast.Subscript(turned, ast.Slice(step=ast.Constant(-1)), ast.Load())


# --- Running them ----------------------------------------------------------------------------------------------------


class Attack:
    """Tries wrong words on the banks of a project, then on the pages. Raises AssertionError where these refuse the
    right ones."""

    def __init__(self, project: Path):
        self._banks: banks.Banks = banks.read(project / banks.FOLDER)
        self._library: Library = load(project / MINIATURE)
        self._site = Site(project)
        if fault := self._fault():
            raise AssertionError(f"the banks refuse the wording as it is: {fault}")
        if self._site.pages and self._site.changes_a_page():
            raise AssertionError("the pages differ with the wording as it is")

    def outcome(self, mutant: Mutant) -> Outcome:
        """What becomes of wrong words."""
        with _changed_for_a_while(mutant, self._library):
            result = KEPT if self._fault() or self._site.changes_a_page() else SURVIVED
        return Outcome(mutant.kind, mutant.where, mutant.before, mutant.after, result)

    def _fault(self) -> str:
        return next(banks.faults(self._banks, self._library), "")


@contextmanager
def _changed_for_a_while(mutant: Mutant, library: Library) -> Iterator[None]:
    right = getattr(mutant.holder, mutant.attribute)
    setattr(mutant.holder, mutant.attribute, mutant.wrong)
    _forget(library)
    try:
        yield
    finally:
        setattr(mutant.holder, mutant.attribute, right)
        _forget(library)


def _forget(library: Library) -> None:
    """What has been worded before may be worded otherwise now."""
    library.memory.clear()
    dates.words.cache_clear()
    attacked.report.cache_clear()
