"""The library, read again only when a file of data/ has changed: a build asks for it several times over."""

from functools import lru_cache
from pathlib import Path

from tsi.library.library import Library
from tsi.library.loading import load


def current_library(root: Path) -> Library:
    """The library as the files of `root/data` have it now. Raises DataErrors."""
    files = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    return _load(root, tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=1)
def _load(root: Path, _state: tuple) -> Library:
    return load(root)
