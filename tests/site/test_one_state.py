"""A build shows the records as they were when it began, whatever an editor does meanwhile."""

from pathlib import Path

import pytest

from tests.conftest import MkdocsBuild
from tests.projects import MINI, MINI_BUILD

EDITED_MEANWHILE = """
import pathlib, re

def on_nav(nav, config, files):
    for path in pathlib.Path(config.config_file_path).parent.glob("data/*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text({edited}, encoding="utf-8")
"""
"""A hook that edits every record once the build has read them and before it has written a page."""


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "edited", ['re.sub(r"\\bthe\\b", "EDITED", text)', '"no: [record"'], ids=["as the rules allow", "against the rules"]
)
def test_an_edit_during_a_build_is_left_to_the_next_one(
    mkdocs_build: MkdocsBuild, mini_copy: Path, mini_site: Path, edited: str
) -> None:
    settings = mini_copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "hooks: [hooks.py]" in text
    settings.write_text(text.replace("hooks: [hooks.py]", "hooks: [hooks.py, edited.py]"), encoding="utf-8")
    (mini_copy / "edited.py").write_text(EDITED_MEANWHILE.format(edited=edited))
    outcome = mkdocs_build(mini_copy, mini_copy / "site", **MINI_BUILD)
    assert outcome.returncode == 0, outcome.stderr
    assert (mini_copy / "data/places.yml").read_text(encoding="utf-8") != (MINI / "data/places.yml").read_text("utf-8")
    files, unedited = contents(mini_copy / "site"), contents(mini_site)
    assert len(files) > 100
    assert [path for path in files.keys() | unedited.keys() if files.get(path) != unedited.get(path)] == []
