/* Receipts open where they are read, and so does what a label means; addresses and citations are copied at a tap.
   Without this script a receipt is a link to its note, an address a link to itself, a citation a text to select. */

(() => {
  "use strict";

  const EDGE = 8; // pixels between the card and the edge of the window
  const LEAST_HEIGHT = 180; // pixels; where there is less room, the card is scrolled into view instead

  const isPlain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  const made = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  };

  /* ---------- what is folded on a phone stands open where there is room ---------- */

  if (matchMedia("(min-width: 45em)").matches) {
    for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
  }

  /* ---------- receipts ---------- */

  let open = null; // {mark, card} of the receipt that is open

  /* The note that a mark leads to, copied without what belongs to the list of notes alone. */
  const contentOf = (mark) => {
    const note = document.querySelector(mark.hash).cloneNode(true);
    for (const back of note.querySelectorAll(".note__back")) back.remove();
    for (const line of note.querySelectorAll("[data-row]")) {
      const told = (row, what) => document.querySelector(`.notes [data-row${row}"] ${what}`).cloneNode(true);
      const { row } = line.dataset;
      const again = line.querySelector(".note__again");
      if (again) again.replaceWith(told(`="${row}`, ".note__full"));
      if (!line.querySelector(".note__of")) line.querySelector(".note__line").after(" ", told(`^="${row.split(".")[0]}.`, ".note__of"));
    }
    for (const element of note.querySelectorAll("[id]")) element.removeAttribute("id");
    return [...note.childNodes];
  };

  const cardFor = (mark, { called, content, all }) => {
    const close = made("button", { type: "button", class: "card-receipt__close", "aria-label": "Close" }, "×");
    const title = made("strong", { class: "card-receipt__title" }, called);
    const head = made("span", { class: "card-receipt__head" }, title, close);
    const card = made(
      "span",
      { class: "card-receipt", popover: "manual", role: "dialog", tabindex: "-1", "aria-label": title.textContent },
      head,
      ...content,
      all,
    );
    close.addEventListener("click", () => hide(true));
    all.addEventListener("click", () => hide(false));
    return card;
  };

  /* Below the mark, or above it where there is more room; always within the window. */
  const place = () => {
    const { mark, card } = open;
    const around = mark.getBoundingClientRect();
    const root = document.documentElement;
    card.style.maxBlockSize = "";
    const below = root.clientHeight - around.bottom - EDGE;
    const above = around.top - EDGE;
    const isAbove = card.offsetHeight > below && above > below;
    card.style.maxBlockSize = `${Math.max(LEAST_HEIGHT, isAbove ? above : below)}px`;
    const rightmost = root.clientWidth - card.offsetWidth - EDGE;
    card.style.left = `${Math.max(EDGE, Math.min(around.left - EDGE, rightmost)) + scrollX}px`;
    card.style.top = `${Math.max(0, (isAbove ? around.top - card.offsetHeight : around.bottom) + scrollY)}px`;
  };

  const receiptOf = (mark) => {
    const all = made("a", { class: "card-receipt__all", href: mark.hash }, "All receipts");
    return { called: mark.getAttribute("aria-label"), content: contentOf(mark), all };
  };

  const show = (mark, told) => {
    const card = cardFor(mark, told);
    // Beside the mark, so that the next Tab goes into it and reading goes on behind it.
    mark.after(card);
    open = { mark, card };
    if (mark.href) mark.setAttribute("aria-expanded", "true");
    card.showPopover();
    place();
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  const hide = (givesFocusBack) => {
    const { mark, card } = open;
    open = null;
    if (mark.href) mark.setAttribute("aria-expanded", "false");
    if (givesFocusBack) mark.focus();
    card.remove();
  };

  const tapped = (event) => {
    const { target } = event;
    const mark = target.closest("a.receipt") || (explained && target.closest(LABELS));
    const before = open && open.mark;
    const isWithin = open && open.card.contains(target);
    if (open && !isWithin) hide(false);
    if (!mark || isWithin || !isPlain(event)) return;
    if (mark === before) mark.focus();
    else if (mark.matches(".receipt")) show(mark, receiptOf(mark));
    else if (mark.href || getSelection().isCollapsed) explain(mark);
    event.preventDefault();
  };

  /* ---------- labels ---------- */

  const LABELS = 'a.label, .page [data-as]:is(.status, .alone, .voice, .as-of, .verdict, [data-as="rank"])';
  const ALIKE = { weak: "weak", "as-of": "as-of", "official-as-of": "as-of" }; // whatever they read
  const explained = document.querySelector("a.label"); // each label is a link where it stands first
  let told = null; // the page that tells what each label means, fetched when a reader first asks

  /* By the rule of tsi/wording/labels.py. */
  const wayTo = ({ href, dataset, textContent }) => {
    const anchor = ALIKE[dataset.as] || textContent.split(";")[0].replace(/[^\p{L}\p{N}]+/gu, "-");
    return new URL(href || `#label-${anchor}`, href || explained.href);
  };

  const explain = async (label) => {
    const way = wayTo(label);
    try {
      told ??= fetch(way).then((answer) => answer.text());
      const page = new DOMParser().parseFromString(await told, "text/html");
      const meaning = page.getElementById(way.hash.slice(1)).nextElementSibling;
      const all = made("a", { class: "card-receipt__all", href: way }, "What all labels mean");
      if (!open) show(label, { called: label.textContent, content: [meaning.textContent], all });
    } catch {
      location.assign(way);
    }
  };

  if ("popover" in HTMLElement.prototype) {
    for (const mark of document.querySelectorAll("a:is(.receipt, .label)")) {
      mark.setAttribute("aria-haspopup", "dialog");
      mark.setAttribute("aria-expanded", "false");
    }
    document.addEventListener("click", tapped);
    document.addEventListener("keydown", (event) => {
      if (open && event.key === "Escape") hide(true);
    });
    addEventListener("resize", () => open && place());
    addEventListener("beforeprint", () => open && hide(false));
  }

  /* ---------- copying ---------- */

  const SHOWN_FOR = 4000; // milliseconds
  const said = made("p", { class: "said", role: "status", "aria-live": "polite" });
  document.body.append(said);
  let silence;

  const say = (text) => {
    clearTimeout(silence);
    said.textContent = text;
    silence = setTimeout(() => (said.textContent = ""), SHOWN_FOR);
  };

  /* A browser offers its clipboard over https alone, and a reader may refuse it. */
  const copy = async (text, done, instead) => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      say(instead());
    }
  };

  const select = (element) => {
    getSelection().selectAllChildren(element);
    return "Selected, to be copied from the keyboard or the menu";
  };

  /* A link within the page does what it does without scripts as well: it puts the address where the browser shows it.
     One to another page is not followed, so that ¶ does the same wherever it stands; it is where nothing can be copied. */
  const copyAddress = (link, event) => {
    if (link.pathname === location.pathname) {
      copy(link.href, "Address copied", () => "The address is where your browser shows it");
      return;
    }
    event.preventDefault();
    copy(link.href, "Address copied", () => {
      location.assign(link.href);
      return "";
    });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.permalink");
    if (link && isPlain(event)) copyAddress(link, event);
  });

  for (const button of document.querySelectorAll(".cite__copy, .quoted__copy")) {
    const text = button.closest(".cite__item, .quoted").querySelector(".cite__text, .quoted__text");
    button.hidden = false;
    button.addEventListener("click", () => copy(text.textContent, button.dataset.done, () => select(text)));
  }

  /* Rows by lines and cells by tabs, as spreadsheets and word processors take them. */
  const textOfCell = (cell) => {
    const copied = cell.cloneNode(true);
    for (const mark of copied.querySelectorAll("a.receipt, [data-search-exclude]")) mark.remove();
    return copied.textContent.replace(/\s+/g, " ").trim();
  };
  const textOfTable = (table) => [...table.rows].map((row) => [...row.cells].map(textOfCell).join("\t")).join("\n");

  for (const button of document.querySelectorAll(".table__copy")) {
    const table = button.closest(".table-scroll").querySelector("table");
    button.hidden = false;
    button.addEventListener("click", () => copy(textOfTable(table), "Table copied, to be pasted into a spreadsheet or a text", () => select(table)));
  }
})();
