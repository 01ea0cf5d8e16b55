"""What MkDocs is told from the data: a page for each record, its place in the navigation, its title; old addresses."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from tsi import exports
from tsi.library import counts
from tsi.records.types import Reference
from tsi.render import cards, search_words, styles, views
from tsi.render.cache import current_library
from tsi.render.page import Page
from tsi.text import dates
from tsi.wording import citations, dataset, descriptions, filters, links
from tsi.wording import words as wording

NAV_SECTIONS = {
    "timeline.md": ("milestones",),
    "pillars/index.md": ("pillars",),
    "funding/index.md": ("funding",),
    "partnerships/index.md": ("partnerships",),
    "people-and-organisations.md": ("people", "organisations"),
    "places-and-technologies.md": ("places", "technologies"),
    "sources/index.md": ("sources",),
    "disagreements/index.md": ("disagreements",),
}
"""By the page that opens a section of the navigation in mkdocs.yml: the records that follow it."""


def _library(config):
    return current_library(Path(config.config_file_path).parent)


def on_config(config):
    """Tell the theme how recent the newest source is; refuse an address for reports that no page could use."""
    if form := config.extra.get("report_problem"):
        try:
            links.report(form, **dict.fromkeys(links.REPORTED, ""))
        except ValueError as error:
            raise PluginError(f"mkdocs.yml: extra.report_problem: {error}") from None
    newest = counts.newest_source(_library(config))
    formula = counts.formula(counts.newest_source.__name__)
    config.extra["data_date"] = {"value": newest, "words": dates.words(newest), "formula": formula}
    return config


def on_files(files, config):
    """Add a page for each record and for each view of the timeline, a signpost for each id that a record had before,
    and the downloads; fill the navigation."""
    _join_style_sheets(files, config)
    library = _library(config)
    for kind in links.KINDS_WITH_PAGES:
        for id_, record in library.records[kind].items():
            reference = Reference(kind, id_)
            content = f'{{{{ record_page("{reference}") }}}}\n'
            files.append(File.generated(config, f"{reference}.md", content=content))
            for old in getattr(record, "redirect_from", ()):
                page = Page(library, links.address(Reference(kind, old)), config.site_url or "")
                signpost = views.moved(page, reference)
                files.append(File.generated(config, f"{page.url}index.html", content=signpost))
    for address, view in filters.pages(library).items():
        content = f"{{{{ {view.call} }}}}\n"
        file = File.generated(config, f"{address.rstrip('/')}.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        file.view = view
        files.append(file)
    site_url = config.site_url or ""
    cited = citations.files(library, dataset.base(site_url))
    for path, content in (*exports.files(library, site_url).items(), *cited):
        files.append(File.generated(config, path, content=content))
    for section in config.nav:
        pages = next(iter(section.values())) if isinstance(section, dict) else section
        if isinstance(pages, list):
            kinds = NAV_SECTIONS.get(pages[0], ())
            pages.extend(f"{kind}/{id_}.md" for kind in kinds for id_ in library.records[kind])
    return files


def _join_style_sheets(files, config):
    """Publish our style sheets as one, and Material's, which no page uses, not at all."""
    for file in [file for file in files if file.src_uri.startswith(f"{styles.FOLDER}/")]:
        files.remove(file)
    sheet = styles.joined(Path(config.config_file_path).parent)
    config.extra["style_sheet"] = sheet.path
    files.append(File.generated(config, sheet.path, content=sheet.content))


def on_page_markdown(markdown, page, config, files):
    """Name a record's page and take its HTML past Markdown, which would read it in vain.

    Title and description are set here, behind the macros, which would execute what stands in them, and escaped here,
    as neither MkDocs nor Material escapes."""
    if view := getattr(page.file, "view", None):
        # The whole timeline says all this already, so search passes over it.
        page.meta |= _head(view.title, view.description) | {"search": {"exclude": True}}
        page.rendered_record = markdown
        return ""
    library = _library(config)
    reference = _record_of(page, library)
    if reference is None:
        return markdown
    record = library.get(reference)
    page.meta |= _head(wording.title(record), descriptions.of_record(record))
    page.rendered_record = markdown
    return ""


def _head(title, description):
    return {"title": str(escape(title)), "description": str(escape(description))}


def _record_of(page, library):
    """The reference of the record whose page it is, or None."""
    kind, _, id_ = page.file.src_uri.removesuffix(".md").partition("/")
    return Reference(kind, id_) if kind in links.KINDS_WITH_PAGES and id_ in library.records[kind] else None


def on_page_content(html, page, config, files):
    """Show a record's HTML, and tell MkDocs which sections and ids it has: it knows only what was Markdown."""
    html = getattr(page, "rendered_record", html)
    headings = re.findall(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', html, flags=re.DOTALL)
    page.toc = TableOfContents([AnchorLink(re.sub(r"<[^>]+>", "", title), id_, 2) for id_, title in headings])
    page.present_anchor_ids = {*page.present_anchor_ids, *re.findall(r' id="([^"]+)"', html)}
    return html


def on_page_context(context, page, config, nav):
    """Draw the card of a page, which other sites show beside a link to it: only for a site that others can reach."""
    if urlsplit(config.site_url or "").hostname in (None, "127.0.0.1", "localhost"):
        return
    reference = _record_of(page, _library(config))
    kind = wording.KIND_WORDS[reference.kind][0] if reference else ""
    title = config.site_name if page.is_homepage else Markup(page.meta.get("title") or page.title).striptags()
    path = links.card(page.url)
    file = Path(config.site_dir, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(cards.card(kind, title, config.site_name, config.extra["line"]))
    page.meta["card"] = config.site_url + path


@event_priority(50)
def on_post_build(config):
    """Before search writes its index: let it find statements with their sources, and whatever is written otherwise."""
    if search := config.plugins.get("search") or config.plugins.get("material/search"):
        search.search_index.entries = search_words.completed(_library(config), search.search_index.entries)
