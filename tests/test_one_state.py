"""A build shows the records as they were when it began, whatever an editor does meanwhile."""

from pathlib import Path

import pytest

from tests.conftest import MkdocsBuild

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
    mkdocs_build: MkdocsBuild, project_copy: Path, built_site: Path, edited: str
) -> None:
    settings = project_copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "hooks: [hooks.py]" in text
    settings.write_text(text.replace("hooks: [hooks.py]", "hooks: [hooks.py, edited.py]"), encoding="utf-8")
    (project_copy / "edited.py").write_text(EDITED_MEANWHILE.format(edited=edited))
    outcome = mkdocs_build(project_copy, project_copy / "site", SITE_URL="")
    assert outcome.returncode == 0, outcome.stderr
    assert (project_copy / "data/places.yml").read_text(encoding="utf-8") != Path("data/places.yml").read_text("utf-8")
    files, unedited = contents(project_copy / "site"), contents(built_site)
    assert len(files) > 100
    assert [path for path in files.keys() | unedited.keys() if files.get(path) != unedited.get(path)] == []
