/* The search of the site: a worker that finds words in search/search_index.json. Material's script draws the box and
   what is found, and speaks with it as with its own worker, in messages of {type, data}: 0 brings the index, 1 says that
   it is read, 2 brings a query, 3 what it finds. One is ours: "pages" asks for the pages of many queries at once.

   Every word of the index is found, in any case, with or without accents, by any of its beginnings. */

importScripts("minisearch.js");

(() => {
  "use strict";

  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  const PAGES = "pages";

  /* A number with what belongs to it (£1.8m, 7,000,000, 5G), or letters and digits. What is between words is dropped,
     so that “UK-India” is two words and “government’s” begins with “government”. */
  const WORD = /[£$€₹]?\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}\p{N}]*|[\p{L}\p{M}\p{N}]+/gu;

  /* Left out of a query that has other words. They are in the index, and are found when they are all that is asked. */
  const STOP_WORDS = new Set(
    `a an and any are as at be been but by can could did do does for from had has have how if in into is it its of on or
     our that the their them there these they this to was we were what when where which who whom whose why with would
     you`.split(/\s+/),
  );
  const SHORT = 2; // letters; a word as short as this stands for longer ones only while it is being typed
  const TEASER = 240; // characters of a long text that are shown
  const BEFORE = 60; // characters of them before the first word that was found
  const [SAME_NAME, SAME_TAG] = [16, 8]; // how much more an entry of the very name, or other name, weighs
  const SHOWN = 2; // entries of a page that are shown unfolded

  const [OPEN, CLOSE] = ["\u0001", "\u0002"]; // around a word that is to be marked, while the text is text

  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'" };

  /* The entries of the index are HTML; words are sought and marked in text. */
  const textOf = (html) =>
    html
      .replace(/<[^>]+>/g, " ")
      .replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => ENTITIES[entity])
      .replace(/\s+/g, " ")
      .trim();
  const htmlOf = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  const words = (text) => text.match(WORD) ?? [];
  const plain = (word) =>
    word
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/,/g, "");
  /* A sum is found with its sign and without. */
  const forms = (word) => [plain(word), plain(word).replace(/^[£$€₹]/, "")];

  const queryOf = (asked) => {
    const terms = words(asked);
    const telling = terms.filter((term) => !STOP_WORDS.has(plain(term)));
    return (telling.length ? telling : terms).join(" ");
  };

  const pageOf = (location) => location.split("#")[0];

  const indexOf = (documents) => {
    const index = new MiniSearch({
      idField: "location",
      fields: ["title", "text", "tags"],
      extractField: (entry, field) => [entry[field]].flat().join(" | "),
      tokenize: words,
      processTerm: forms,
      searchOptions: {
        processTerm: plain,
        prefix: (term, place, terms) => place === terms.length - 1 || term.length > SHORT,
        boost: { title: 4, tags: 2 },
        // The head of a page stands for the page.
        boostDocument: (location) => (location.includes("#") ? 1 : 2),
      },
    });
    index.addAll(documents);
    return index;
  };

  const keyOf = (text) => words(text).map(plain).join(" ");

  /* By page, the best first: what is found on it, the best first. A page of the very name that is asked for is first. */
  const foundBy = ({ index, documents }, asked) => {
    const pages = new Map();
    const key = keyOf(asked);
    const hits = index.search(queryOf(asked));
    for (const hit of hits) {
      const { name, otherNames } = documents.get(hit.id);
      hit.score *= name === key ? SAME_NAME : otherNames.includes(key) ? SAME_TAG : 1;
    }
    for (const hit of hits.sort((one, other) => other.score - one.score)) {
      const page = pageOf(hit.id);
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(hit);
    }
    return pages;
  };

  const isFound = (word, hit) => forms(word).some((form) => Object.hasOwn(hit.match, form));

  const marked = (text, hit) =>
    htmlOf(text.replace(WORD, (word) => (isFound(word, hit) ? `${OPEN}${word}${CLOSE}` : word)))
      .replaceAll(OPEN, "<mark>")
      .replaceAll(CLOSE, "</mark>");

  /* The part of a text that holds the first word that was found. */
  const teaser = (text, hit) => {
    if (text.length <= TEASER) return marked(text, hit);
    const first = [...text.matchAll(WORD)].find(([word]) => isFound(word, hit))?.index ?? 0;
    const start = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1;
    const end = text.lastIndexOf(" ", start + TEASER);
    const isWhole = start + TEASER >= text.length;
    return `${start ? "… " : ""}${marked(text.slice(start, isWhole ? undefined : end), hit)}${isWhole ? "" : " …"}`;
  };

  const shown = ({ documents }, hit, score) => {
    const { location, title, text } = documents.get(hit.id);
    const terms = Object.fromEntries(hit.asked.map((term) => [term, hit.queryTerms.includes(term)]));
    return { location, title: marked(title, hit), text: teaser(text, hit), score, terms };
  };

  /* What Material's script draws of one page: its name, then the entries that have the highest score, then the rest,
     folded. A page of whose entries none is found shows the beginning of its own text. */
  const drawn = (site, page, hits, asked) => {
    const none = { id: page, match: {}, queryTerms: [] };
    const head = hits.find((hit) => hit.id === page) ?? none;
    const entries = hits.filter((hit) => hit !== head);
    const [{ score }] = hits;
    return [head, ...entries].map((hit, place) =>
      shown(site, { ...hit, asked }, place <= SHOWN ? score : Math.min(hit.score, score / 2)));
  };

  const resultOf = (site, query) => {
    const asked = words(queryOf(query)).map(plain);
    return { items: [...foundBy(site, query)].map(([page, hits]) => drawn(site, page, hits, asked)) };
  };

  let site = null; // {index, documents by location}
  let latest = ""; // query; while somebody types fast, the ones before it are not answered

  const setUp = ({ docs }) => {
    const documents = docs.map(({ location, title, text, tags = [] }) => ({
      location,
      title: textOf(title),
      text: textOf(text),
      tags: tags.map(textOf),
      name: keyOf(textOf(title)),
      otherNames: tags.map(textOf).map(keyOf),
    }));
    site = { index: indexOf(documents), documents: new Map(documents.map((each) => [each.location, each])) };
  };

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) {
      setUp(data);
      postMessage({ type: READY });
    } else if (type === QUERY) {
      latest = data;
      setTimeout(() => data === latest && postMessage({ type: RESULT, data: resultOf(site, data) }));
    } else if (type === PAGES) {
      postMessage({ type: PAGES, data: data.map((query) => [...foundBy(site, query).keys()]) });
    }
  });
})();
