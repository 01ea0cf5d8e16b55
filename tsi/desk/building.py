"""What the preview builds: the page that is open, at once, and the whole site in a process of its own.

The steps to a single page are those of MkDocs (`mkdocs.commands.build`), without the other pages and the downloads."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

PREVIEW = "preview"
"""The key under `extra` that tells the hooks of a preview, and of what: of all, or of a page alone."""
ALL, ALONE = "all", "alone"
_HOOKS = "mkdocs.plugins"
"""The logger of what our own hooks warn of; what MkDocs itself finds, such as a lost link, is of the whole site."""


_COMPILED = FileSystemBytecodeCache()
"""The templates of the theme, which MkDocs would compile at each build."""


class Built(NamedTuple):
    """How a build went: whether its pages stand, and what is wrong."""

    is_good: bool
    messages: tuple[str, ...]


def whole(folder: Path, into: str, address: str) -> Built:
    """Build the site into a folder. No error ends it."""
    return _tried(lambda: build.build(_config(folder, into, address, ALL)), "mkdocs")


def alone(folder: Path, into: str, address: str, path: str) -> Built:
    """Build the page at a path within the site, for example `pillars/ai/index.html`, into a folder that has the site as
    it was, or nothing yet; no page, where the site has no such one. No error ends it."""
    return _tried(lambda: _page(_config(folder, into, address, ALONE), path), _HOOKS)


def _config(folder: Path, into: str, address: str, what: str) -> MkDocsConfig:
    config = load_config(str(folder / "mkdocs.yml"), site_dir=into)
    config.site_url = address
    config.extra[PREVIEW] = what
    config.plugins.on_startup(command="serve", dirty=False)
    return config


def _page(config: MkDocsConfig, path: str) -> None:
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    env.bytecode_cache = _COMPILED
    is_begun = Path(config.site_dir, "assets").exists()
    if not is_begun:
        files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    env = config.plugins.on_env(env, config=config, files=files)
    pages = files.documentation_pages()
    for page in (it for it in nav.pages if it.title is None):
        page.read_source(config)  # its first heading is what the navigation calls it
    if not is_begun:
        files.copy_static_files()
    for page in (it.page for it in pages if it.dest_uri == path and it.page):
        build._populate_page(page, config, files)
        build._build_page(page, config, pages, nav, env)


def _tried(built: Callable[[], None], logger: str) -> Built:
    with _told(logger) as told:
        failure = _failure(built)
    return Built(not failure, tuple(dict.fromkeys([*told, *failure])))


def _failure(built: Callable[[], None]) -> list[str]:
    """What a build fails of; nothing where it does not."""
    try:
        built()
    except SystemExit:  # what ended the build has said why
        return ["Mend this, and the site is built again"]
    except Exception as error:
        return str(error).splitlines() or [type(error).__name__]
    return []


@contextmanager
def _told(name: str) -> Iterator[list[str]]:
    """What MkDocs and its plugins, or these alone, warn of meanwhile."""
    told: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != LiveReloadServer.__module__:
                message, _, _traceback = record.getMessage().partition("```")
                told.extend(filter(None, message.splitlines()))

    handler, logger = Kept(logging.WARNING), logging.getLogger(name)
    logger.addHandler(handler)
    logging.getLogger("mkdocs").propagate = False
    try:
        yield told
    finally:
        logger.removeHandler(handler)


if __name__ == "__main__":
    print(json.dumps(whole(Path(sys.argv[1]), *sys.argv[2:])))
