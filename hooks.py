"""What MkDocs is told from the data: a page for each record, its place in the navigation, its title; old addresses."""

import json
import os
import re
from collections import Counter
from functools import lru_cache, partial
from pathlib import Path

from markdown import markdown
from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

import macros
from tsi import exports
from tsi.exports import editions as exported_editions
from tsi.exports import embed, linked, twins
from tsi.library import counts, history
from tsi.library.loading import TOLD_AT_MOST, DataErrors
from tsi.records import prose, settings
from tsi.records.types import Reference
from tsi.render import cards, parts, policy, search_words, styles, views
from tsi.render.page import ENVIRONMENT, Page
from tsi.text import dates
from tsi.wording import addresses, citations, descriptions, downloads, editions, filters, labels, links, lost_addresses
from tsi.wording import words as wording

log = get_plugin_logger("tsi")

HOW_TO_SET_THE_ADDRESS = "To set it: SITE_URL=https://example.org/tsi/ make site"

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


REACH = 6
"""So many neighbours stand beside a page, before it and behind it."""

SCRIPTS = "assets/javascripts"
MATERIAL_SCRIPT = rf"{SCRIPTS}/bundle\.\w+\.min\.js"
CODE = re.compile(r"<(code|pre)(?=[ >])(?! data-search-exclude)")


def on_startup(command, dirty):
    """Templates may change while the site is served, and only then."""
    ENVIRONMENT.auto_reload = command == "serve"


@event_priority(100)  # before the plugins, which are told of the records, too
def on_config(config):
    """Let in what the build rests on, once for the whole of it, whatever is edited meanwhile: the settings, the records
    and the prose. Set the site's address; tell the theme how recent the newest source is."""
    _check_settings(config)
    config.extra["library"] = library = _read(config)
    config.extra["prose"] = _prose(config, library)
    config.extra["policy"] = policy
    newest = counts.newest_source(library)
    formula = counts.formula(counts.newest_source.__name__)
    config.extra["data_date"] = {"value": newest, "words": dates.words(newest), "formula": formula}
    return config


def _check_settings(config):
    """Refuse an address, a date or a text that no page could use; one that is empty counts as not set."""
    if not os.environ.get(settings.EPOCH):
        os.environ.pop(settings.EPOCH, None)
    told = {"site_name": config.site_name, "extra.line": config.extra.get("line") or ""}
    form = config.extra.get("report_problem") or ""
    told |= {"extra.report_problem": form, "nav": _titles(config.nav)}
    faults = settings.unfit(Path(config.config_file_path)) or settings.faults(told)
    if faults or config.extra_css or config.extra_javascript:
        elsewhere = f"{settings.FILE}: extra_css, extra_javascript: pages load the theme's own styles and scripts alone"
        raise PluginError("\n".join(map(str, faults)) or elsewhere)
    try:
        settings.epoch(os.environ.get(settings.EPOCH))
        _set_address(config)
        if form:
            links.report(form, **dict.fromkeys(links.REPORTED, ""))
    except ValueError as error:
        raise PluginError(str(error)) from None


def _titles(nav):
    """All that the navigation of mkdocs.yml says."""
    if isinstance(nav, dict):
        return " ".join(f"{title} {_titles(within)}" for title, within in nav.items())
    return " ".join(map(_titles, nav)) if isinstance(nav, list) else str(nav or "")


def _read(config):
    """The records; in a preview also those of which something is left to say, which is told."""
    left = (lambda faults: log.warning("\n".join(map(str, faults)))) if config.extra.get("preview") else None
    try:
        return lost_addresses.load(Path(config.config_file_path).parent, left)
    except DataErrors as errors:
        raise PluginError(str(errors)) from None


def _prose(config, library):
    """What docs/ holds, refused before anything of it is run."""
    calls = dict.fromkeys((view.__name__ for view in macros.MACROS), ("",))
    calls["record_page"] = [str(it) for it in library.references() if links.has_page(library, it)]
    for name, choices in {"timeline": filters.choices, "state_of_play": filters.choices_in_play}.items():
        calls[f"{name}_chosen"] = [choice.tag for options in choices(library).values() for choice in options]
    calls["labels"] = list(labels.GROUPS)
    calls["edition"] = [it.day for it in library.editions] or [""]
    settings_ = json.dumps({"extensions": config.markdown_extensions, "extension_configs": config.mdx_configs})
    read = prose.read(Path(config.docs_dir), calls, partial(_html, settings_))
    if read.faults:
        raise PluginError("\n".join(map(str, read.faults[:TOLD_AT_MOST])))
    return read


@lru_cache(maxsize=256)  # a preview reads all pages at each change, and few have changed
def _html(settings_, text):
    """What Markdown makes of a text, by its settings in JSON."""
    return markdown(text, **json.loads(settings_))


def _library(config):
    return config.extra["library"]


def _set_address(config):
    """Tell MkDocs the address at which the site is published, and say how to set it where there is none. MkDocs itself
    sets one while it serves, that of the machine at hand."""
    try:
        address = links.site_address(str(config.extra.get("address") or config.site_url or ""))
    except ValueError as error:
        raise ValueError(f"SITE_URL: {error}") from None
    if not address and not config.site_url:
        log.info("The site has no address: citations, feeds and cards name none. %s", HOW_TO_SET_THE_ADDRESS)
    config.site_url = address


def on_files(files, config):
    """Add a page for each record and for each view of the timeline, a signpost at each address of old, and the
    downloads; fill the navigation."""
    _leave_out_what_was_not_let_in(files, config)
    _join_style_sheets(files, config)
    _leave_out_unused_scripts(files)
    library = _library(config)
    made = [*_pages(library, config)]
    if not _is_alone(config):
        made += [*_signposts(library, config), *_downloads(library, config)]
    taken = {}
    for file in (*files, *made):
        if file.dest_uri in taken:
            raise PluginError(f"{file.src_uri} would take the place of {taken[file.dest_uri]}; rename one of them")
        taken[file.dest_uri] = file.src_uri
    for file in made:
        files.append(file)
    _fill(config.nav, library)
    return files


def _fill(nav, library):
    """Let records follow the page that opens their section of the navigation."""
    for section in nav:
        pages = next(iter(section.values())) if isinstance(section, dict) else section
        if isinstance(pages, list):
            _fill(pages, library)
            kinds = NAV_SECTIONS.get(pages[0], ()) if isinstance(pages[0], str) else ()
            records = (Reference(kind, id_) for kind in kinds for id_ in library.records[kind])
            pages.extend(f"{it}.md" for it in records if links.has_page(library, it))


def on_nav(nav, config, files):
    """Tell the page of each record its neighbours, which are of the same kind."""
    for part in {page.parent for page in nav.pages if page.file.generated_by} - {None}:
        records = [it for it in part.children if it.is_page and it.file.generated_by]
        for place, page in enumerate(records):
            # Not as the title of the page, in which the plugin of the macros would run what a record's name holds.
            page.called = str(escape(wording.title(_library(config).get(_record_of(page, _library(config))))))
            page.neighbours = records[max(place - REACH, 0) : place + REACH + 1]


def _pages(library, config):
    """A page for each record, and for each view of the timeline."""
    for reference in library.references():
        if links.has_page(library, reference):
            yield File.generated(config, f"{reference}.md", content=f'{{{{ record_page("{reference}") }}}}\n')
    for address, view in {**filters.pages(library), **editions.pages(library)}.items():
        content = f"{{{{ {view.call} }}}}\n"
        file = File.generated(config, f"{address.rstrip('/')}.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        file.view = view
        yield file


def _signposts(library, config):
    """A page at each address of old."""
    for path in addresses.of(library).signposts:
        signpost = views.signpost(Page(library, path, config.site_url))
        yield File.generated(config, f"{path}index.html", content=signpost)


def _downloads(library, config):
    """Each file to download; at the path of one that a record had before, that of what answers there now."""
    base = config.site_url
    cited = dict(citations.files(library, base)) | dict(embed.files(library, base))
    of_statements = dict(citations.files_of_statements(library, base))
    former = {
        path: cited.get(answer.address) or _withdrawn(library, path, base)
        for path, answer in addresses.of(library).files.items()
    }
    made = {
        **exports.files(library, base),
        **dict(exported_editions.files(library, base)),
        **cited,
        **of_statements,
        **former,
        policy.PATH: policy.HEADERS,
    }
    for path, content in made.items():
        yield File.generated(config, path, content=content)


def _withdrawn(library, path, base):
    """The file at the path of one that a record had which is no more."""
    return embed.withdrawn(path, base) if path.endswith(".svg") else citations.withdrawn_file(library, path, base)


def _leave_out_what_was_not_let_in(files, config):
    """Publish of docs/ the pages that were read and the pictures that they show."""
    prose = config.extra["prose"]
    for file in [file for file in files if file.src_dir == config.docs_dir and not file.generated_by]:
        if file.src_uri not in prose.pages and file.src_uri not in prose.pictures:
            files.remove(file)


def _join_style_sheets(files, config):
    """Publish our style sheets as one, and Material's, which no page uses, not at all."""
    for file in [file for file in files if file.src_uri.startswith(f"{styles.FOLDER}/")]:
        files.remove(file)
    sheet = styles.joined(Path(config.config_file_path).parent)
    config.extra["style_sheet"] = sheet.path
    files.append(File.generated(config, sheet.path, content=sheet.content))


def _leave_out_unused_scripts(files):
    """Publish of Material's scripts the one that pages load: not its search worker, for which search.js stands, nor the
    languages of that, nor any source map."""
    ours = {path.name for path in Path(__file__).parent.glob(f"theme/{SCRIPTS}/*.js")}
    for file in [file for file in files if file.src_uri.startswith(f"{SCRIPTS}/")]:
        if Path(file.src_uri).name not in ours and not re.fullmatch(MATERIAL_SCRIPT, file.src_uri):
            files.remove(file)


def on_page_read_source(page, config):
    """A page of prose is what was let in, though it be edited meanwhile."""
    return None if page.file.generated_by else config.extra["prose"].pages[page.file.src_uri]


def on_page_markdown(markdown, page, config, files):
    """Name a record's page and take its HTML past Markdown, which would read it in vain.

    Title and description are set here, behind the macros, which would execute what stands in them, and escaped here,
    as neither MkDocs nor Material escapes."""
    if view := getattr(page.file, "view", None):
        page.meta |= _head(view.title, view.description)
        page.rendered_record = markdown
        return ""
    library = _library(config)
    reference = _record_of(page, library)
    if reference is None:
        return markdown
    record = library.get(reference)
    page.meta |= _head(wording.title(record), descriptions.of_record(library, reference))
    page.rendered_record = markdown
    return ""


def _head(title, description):
    """Of a page made of records, which the search knows from these and does not read again."""
    return {"title": str(escape(title)), "description": str(escape(description)), "search": {"exclude": True}}


def _record_of(page, library):
    """The reference of the record whose page it is, or None."""
    kind, _, id_ = page.file.src_uri.removesuffix(".md").partition("/")
    reference = Reference(kind, id_)
    return reference if links.has_page(library, reference) else None


def on_page_content(html, page, config, files):
    """Show a record's HTML, and tell MkDocs which sections and ids it has: it knows only what was Markdown. What is
    written for machines in a page of prose is not for the search."""
    library = _library(config)
    page.meta["changed"] = _last_changed(library, _record_of(page, library))
    html = getattr(page, "rendered_record", None) or CODE.sub(r"<\1 data-search-exclude", html)
    ids = re.findall(r'<[^<>]*? id="([^"]*)"', html)
    if repeated := [id_ for id_, times in Counter(ids).items() if times > 1]:
        message = f"the id ‘{repeated[0]}’ would stand twice on this page; rename the heading or the record that has it"
        raise PluginError(f"{page.file.src_uri}: {message}")
    headings = re.findall(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', html, flags=re.DOTALL)
    page.toc = TableOfContents([AnchorLink(re.sub(r"<[^>]+>", "", title), id_, 2) for id_, title in headings])
    page.present_anchor_ids = {*page.present_anchor_ids, *ids}
    return html


def on_env(env, config, files):
    """Keep the frame of the pages, for the parts of those that are too heavy to be sent at once."""
    config.extra["frame"] = env.get_template("main.html")
    return env


def on_page_context(context, page, config, nav):
    """Write what stands beside a page: its twins and, for a site that others can reach, the card that other sites show
    beside a link to it."""
    page.context = context
    library = _library(config)
    reference = _record_of(page, library)
    title = config.site_name if page.is_homepage else str(Markup(page.meta.get("title") or page.title).striptags())
    page.meta["others"] = list(_others(library, reference, page.is_homepage))
    if not getattr(page.file, "view", None):
        cited = citations.of_page(library, page.url, title, config.site_url)
        page.meta["cited"] = citations.tags(cited)
        page.meta["others"] += _twins(page, reference, cited, config)
    if config.site_url:
        page.meta["linked"] = _linked(library, reference, config.site_url) if reference or page.is_homepage else None
        kind = wording.KIND_WORDS[reference.kind][0] if reference else ""
        path = links.card(page.url)
        if lacking := cards.undrawn(title):
            log.info("%s: the card beside a link to it has no shape for %s", page.url, lacking)
        _write(config, path, cards.card(kind, title, config.site_name, config.extra["line"]))
        page.meta["card"] = config.site_url + path


def on_post_page(output, page, config):
    """Send a page that is too heavy in parts, the first at its address and the others beside it."""
    weight = len(output.encode())
    shown = getattr(page, "shown", None)
    if weight <= parts.HEAVIEST or not shown:
        return output
    sections = page.toc
    made = parts.of(shown, page.content, parts.HEAVIEST - weight + len(page.content.encode()))
    for part in reversed(made):
        here = [it for it in sections if it.id in part.anchors or part.number == 1]
        page.part, page.content, page.toc = part, part.html, TableOfContents(here)
        output = config.extra["frame"].render(page.context)
        if part.number > 1:
            _write(config, links.part(page.url, part.number), output.encode())
    return output


def _last_changed(library, reference):
    """The day of the last change of a page, for the map of the site; None where it is not known."""
    noted = history.changes(library, history.key(reference)) if reference else ()
    return noted[-1].day if noted else None


def _others(library, reference, is_home):
    """What a page leads to beside its twins: how each stands to it, its type, its path, and what it is called."""
    for of in (None, reference) if reference and reference.kind == "pillars" else (None,):
        about = f": {wording.title(library.get(of))}" if of else ""
        for type_, path in downloads.to_follow(library, of).items():
            yield "alternate", type_, path, f"Milestones{about}"
        for what, path in downloads.feeds_of_changes(library, of).items():
            yield "alternate", downloads.FEED, path, f"{downloads.CHANGES[what]}{about}"
    for form in citations.FORMATS.values() if reference else ():
        if form.ending:
            yield "describedby", form.type, form.path(reference), ""
    yield from linked.items(is_home)


def _linked(library, reference, base):
    return linked.of_record(library, reference, base) if reference else linked.of_data(library, base)


def _twins(page, reference, cited, config):
    """Write the twins of a page; how each stands to it, its type and its path."""
    endings = {"text/markdown": ".md"} | ({"application/json": ".json"} if reference else {})
    if not _is_alone(config):
        library, base, shown = _library(config), config.site_url, twins.parsed(page.content)
        _write(config, downloads.twin(page.url, ".md"), twins.markdown(shown, cited, base))
        if reference:
            _write(config, downloads.twin(page.url, ".json"), twins.json_file(library, reference, shown, base))
    return [("alternate", type_, downloads.twin(page.url, ending), "") for type_, ending in endings.items()]


def _is_alone(config):
    """Whether an editor waits for a single page: what stands beside it is made with the whole site."""
    return config.extra.get("preview") == "alone"


def _write(config, path, content):
    file = Path(config.site_dir, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def on_post_template(output_content, template_name, config):
    """No map of a site without an address: every entry of one is a whole address."""
    return "" if template_name == "sitemap.xml" and not config.site_url else output_content


@event_priority(50)
def on_post_build(config):
    """Before search writes its index: let it find statements with their sources, and whatever is written otherwise."""
    if search := config.plugins.get("search") or config.plugins.get("material/search"):
        search.search_index.entries = search_words.completed(_library(config), search.search_index.entries)
