"""The names that a page in docs/ can call; each asks the package for a piece of HTML."""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_date

from tsi.library.loading import DataErrors
from tsi.render import views
from tsi.render.cache import current_library
from tsi.render.page import Page

MACROS = (
    views.record_page,
    views.timeline,
    views.timeline_oldest_first,
    views.timeline_chosen,
    views.pillar_cards,
    views.pillar_index,
    views.funding_table,
    views.partnership_table,
    views.people_and_organisations,
    views.places_and_technologies,
    views.source_index,
    views.source_coverage,
    views.disagreement_index,
    views.figures_ledger,
    views.rules,
    views.at_a_glance,
    views.connections,
    views.a_z,
    views.open_questions,
    views.what_was_checked,
    views.attack_table,
    views.downloads,
)
"""Called by these names, without their first argument: that is the page on which they stand."""


def define_env(env):
    """Load the records, or stop before any page is built, and offer the macros."""
    try:
        env.library = current_library(Path(env.project_dir))
    except DataErrors as errors:
        raise PluginError(str(errors)) from None
    for view in MACROS:
        env.macro(_on_page(env, view), view.__name__)


def _on_page(env, view):
    return lambda *arguments: view(env.shown, *arguments)


def on_pre_page_macros(env):
    """Start the page: its receipts are numbered from its beginning, whichever macro writes them."""
    form = env.conf["extra"].get("report_problem") or ""
    site_url = env.conf["site_url"] or ""
    env.shown = Page(env.library, env.page.url, site_url, report_form=form, built=get_build_date())


def on_post_page_macros(env):
    """End the page with the notes that its receipts lead to."""
    env.markdown += "\n\n" + views.notes(env.shown)
