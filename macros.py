"""The names that a page in docs/ can call; each asks the package for a piece of HTML."""

from mkdocs.utils import get_build_date

from tsi.render import views
from tsi.render.page import Page

MACROS = (
    views.record_page,
    views.timeline,
    views.timeline_oldest_first,
    views.timeline_chosen,
    views.pillar_index,
    views.funding_table,
    views.partnership_table,
    views.people_and_organisations,
    views.places_and_technologies,
    views.source_index,
    views.lineages,
    views.to_read,
    views.source_coverage,
    views.disagreement_index,
    views.figures_ledger,
    views.rules,
    views.at_a_glance,
    views.connections,
    views.side_by_side,
    views.state_of_play,
    views.state_of_play_chosen,
    views.in_brief,
    views.a_z,
    views.glossary,
    views.open_questions,
    views.what_was_checked,
    views.attack_table,
    views.corrections,
    views.changes,
    views.feeds,
    views.editions,
    views.edition,
    views.downloads,
    views.keys_of_records,
    views.labels,
)
"""Called by these names, without their first argument: that is the page on which they stand."""


def define_env(env):
    """Offer the macros, which show the records that hooks.py has read for the build."""
    env.library = env.conf["extra"]["library"]
    for view in MACROS:
        env.macro(_on_page(env, view), view.__name__)


def _on_page(env, view):
    return lambda *arguments: view(env.shown, *arguments)


def on_pre_page_macros(env):
    """Start the page: its receipts are numbered from its beginning, whichever macro writes them."""
    form = env.conf["extra"].get("report_problem") or ""
    site_url = env.conf["site_url"]
    env.shown = Page(env.library, env.page.url, site_url, report_form=form, built=get_build_date())


def on_post_page_macros(env):
    """End the page with the notes that its receipts lead to, and with what stood on it once. What was shown is kept for
    a page that is too heavy to be sent at once."""
    env.page.shown = env.shown
    env.markdown += "".join(f"\n\n{part}" for part in views.foot(env.shown))
