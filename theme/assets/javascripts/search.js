/* The search of the site: a worker that finds words in search/search_index.json. Material's script draws the box and
   what is found, and speaks with it as with its own worker, in messages of {type, data}: 0 brings the index, 1 says
   that it is read, 2 brings a query, 3 what it finds. One is ours: "pages" asks for the pages of many queries at once.

   Every word of the index is found, in any case, with or without accents, by any of its beginnings; sums, days and
   source lines in whichever way they are written. What a page is called counts for whatever it says, too, and an entry
   weighs the more, the more of the telling words of a query it has. The weights were tuned on data/search/. */

importScripts("minisearch.js");

(() => {
  "use strict";

  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  const PAGES = "pages";

  /* A number with what belongs to it (£1.8m, 7,000,000, 5G), or letters and digits. What is between words is dropped,
     so that “UK-India” is two words, and so is the s of a genitive. */
  const WORD = /[£$€₹]?\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}\p{N}]*|[\p{L}\p{M}\p{N}]+/gu;
  const GENITIVE = /(?<=\p{L})['’‘ʼ]s?(?![\p{L}\p{N}])/gu;

  /* Left out of a query that has other words. They are in the index, and are found when they are all that is
     asked, as whole words where there are any. */
  const STOP_WORDS = new Set(
    `a about actually all also an and any are as at be been but by can could did do does done ever exactly explain for
     from get give had happen happened has have how if in into is it its just know many me mean much of on only or our place
     please say says show so still take taken takes tell than that the their them there these they this to took was we
     were what when where whether which who whom whose why will with would you`.split(/\s+/),
  );
  const SHORT = 2; // letters; a word as short as this stands for longer ones only while it is being typed
  const LEAST_STEM = 4; // letters that a word has without its ending
  const LEAST_TYPO = 5; // letters of a word that may be mistyped
  const TYPOS = 0.25; // letters that are wrong, as a share of a word
  const SAME_NAME = 16; // how much more an entry of the very name weighs
  const SAME_TAG = 8; // and one of the very other name
  const COVERED = 3; // how steeply an entry loses weight that lacks telling words
  const EARLY = 0.15; // how much more the first thing that a page says weighs
  /* What a page weighs by its first folder: a source less than what rests on it, an event less than what it is about. */
  const KINDS = { sources: 0.4, milestones: 0.9, "": 0.2, method: 0.4, edit: 0.2, cite: 0.4, licence: 0.4 };
  const SHOWN = [3, 1]; // entries that are shown unfolded of the first page, and of each other
  const MOST = 24; // telling words of a pasted text that are looked for
  const TEASER = 240; // characters of a long text that are shown
  const BEFORE = 60; // characters of them before the first word that was found

  const [OPEN, CLOSE] = ["\u0001", "\u0002"]; // around a word that is to be marked, while the text is text

  /* --- Text ------------------------------------------------------------------------------------------------------ */

  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'" };

  /* The entries of the index are HTML; words are sought and marked in text. */
  const textOf = (html) =>
    html
      .replace(/<[^>]+>/g, " ")
      .replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => ENTITIES[entity])
      .replace(/\s+/g, " ")
      .trim();
  const htmlOf = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  /* Letters that are spelled one by one, “T S I”, “U.K.”, “5 G”, are a word. */
  const SPELLED = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .])+\p{L}(?![\p{L}\p{N}])\.?/gu;
  const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const tidied = (query) =>
    query.normalize("NFKC").replace(UNSEEN, "").replace(SPELLED, (letters) => letters.replace(/[ .]/g, ""));

  const words = (text) => text.replace(GENITIVE, " ").match(WORD) ?? [];
  const plain = (word) =>
    word
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/,/g, "");
  /* A sum is found with its sign and without. */
  const forms = (word) => [...new Set([plain(word), plain(word).replace(/^[£$€₹]/, "")])];

  /* --- Sums, days and source lines, each as a term that no word is ------------------------------------------------ */

  const SCALES = {
    k: 1e3, thousand: 1e3, lakh: 1e5, lac: 1e5, m: 1e6, mn: 1e6, million: 1e6, cr: 1e7, crore: 1e7, bn: 1e9, billion: 1e9,
  };
  const SUM =
    /(?<![\d.,])[£$€₹]?(\d+(?:,\d+)*(?:\.\d+)?)[ -]?(thousand|lakh|lac|million|crore|billion|mn|bn|cr|k|m)?s?(?![a-z\d])/gi;
  const LEAST_SUM = 1e4; // less without a scale may be a year

  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
  const DAY_MONTH_YEAR = new RegExp(`\\b(?:${DAY}(?: of)? )?${MONTH},? (\\d{4})\\b`, "gi");
  const MONTH_DAY_YEAR = new RegExp(`\\b${MONTH} ${DAY},? (\\d{4})\\b`, "gi");
  const ISO = /\b(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])/g;
  const SLASHED = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g;
  const LINE = /\b[a-z][a-z0-9-]*:\d+\b/gi;

  const monthAt = (number) => MONTHS[number - 1] ?? "";
  /* Days written in figures, as texts write them. */
  const withMonths = (text) =>
    text
      .replace(ISO, (_, year, month, day) => `${day ? Number(day) : ""} ${monthAt(month)} ${year}`)
      .replace(SLASHED, (_, day, month, year) => `${Number(day)} ${monthAt(month)} ${year}`);

  const day = (number, month, year) => {
    const place = 1 + MONTHS.findIndex((name) => name.startsWith(month.toLowerCase()));
    return `@${year}-${place}${number ? `-${Number(number)}` : ""}`;
  };
  /* Of each day that a text names, its month too. */
  const daysOf = (text) =>
    [
      ...[...text.matchAll(DAY_MONTH_YEAR)].map(([, number, month, year]) => [number, month, year]),
      ...[...text.matchAll(MONTH_DAY_YEAR)].map(([, month, number, year]) => [number, month, year]),
    ].flatMap(([number, month, year]) => [day("", month, year), ...(number ? [day(number, month, year)] : [])]);

  /* Numbers are spoken in words: “one point eight million”. */
  const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
  const NUMBER = `(${NUMBERS.join("|")})`;
  const SPOKEN = new RegExp(`\\b${NUMBER}(?: point ${NUMBER})?(?= (?:thousand|lakh|million|crore|billion))`, "gi");
  const numberOf = (word) => NUMBERS.indexOf(word.toLowerCase());
  const withNumbers = (text) =>
    text.replace(SPOKEN, (_, whole, part) => numberOf(whole) + (part ? `.${numberOf(part)}` : ""));

  const sumsOf = (text) =>
    [...text.matchAll(SUM)]
      .map(([, number, scale]) => [Number(number.replace(/,/g, "")), scale?.toLowerCase()])
      .filter(([number, scale]) => scale || number >= LEAST_SUM)
      .map(([number, scale]) => `=${Math.round(number * (SCALES[scale] ?? 1))}`);

  const linesOf = (text) => (text.match(LINE) ?? []).map((line) => `#${line.toLowerCase()}`);

  /* What kind of answer a question wants, as the sign with which such terms begin. */
  const WANTED = [
    ["=", /\bhow (?:much|many)\b/i],
    ["@", /\bwhen\b|\bwhat (?:day|date|year)\b/i],
  ];
  const signsOf = (terms) => WANTED.map(([sign]) => sign).filter((sign) => terms.some((term) => term.startsWith(sign)));

  const isTerm = (term) => /^[@=#]/.test(term);

  /* --- The index -------------------------------------------------------------------------------------------------- */

  const pageOf = (location) => location.split("#")[0];
  const telling = (terms) => {
    const found = terms.filter((term) => !STOP_WORDS.has(term));
    return found.length ? found : terms;
  };
  const keyOf = (text) => telling(words(text).map(plain)).join(" ");

  const weightOf = (location) => KINDS[location.split("/")[0]] ?? 1;

  const tokens = (text, field) => {
    if (field === "cites") return linesOf(text);
    if (!/\d/.test(text)) return words(text);
    const terms = [...daysOf(text), ...sumsOf(text)];
    return [...words(text), ...terms, ...signsOf(terms)];
  };

  const indexOf = (documents) => {
    const index = new MiniSearch({
      idField: "location",
      fields: ["title", "tags", "text", "context", "also", "cites"],
      tokenize: tokens,
      processTerm: (term) => (isTerm(term) ? term : forms(term)),
      searchOptions: {
        tokenize: (term) => [term],
        processTerm: (term) => term,
        boost: { title: 2, tags: 2, text: 1, context: 1, also: 0.5, cites: 3 },
        boostDocument: weightOf,
      },
    });
    index.addAll(documents);
    return index;
  };

  /* --- A query ---------------------------------------------------------------------------------------------------- */

  const withoutEnding = (word) => {
    const stem = word.replace(/(?:ies|ing|ed|es|s|e|y)$/, "");
    return stem.length >= LEAST_STEM ? stem : word;
  };

  /* The ways to look for a word: as it is, by what it begins, without its ending; mistyped, where none is found. */
  const waysOf = ({ index }, word, isLast) => {
    const isWhole = STOP_WORDS.has(word) && index.search({ queries: [word] }).length;
    const prefix = !isWhole && (isLast || word.length > SHORT);
    const stem = withoutEnding(word);
    const ways = [{ queries: [word], prefix }];
    if (stem !== word) ways.push({ queries: [stem], prefix: true, boost: 0.7 });
    const isKnown = ways.some((way) => index.search({ ...way, combineWith: "OR" }).length);
    return isKnown || !/^\p{L}+$/u.test(word) || word.length < LEAST_TYPO ? ways : [{ queries: [word], fuzzy: TYPOS }];
  };

  const exactly = (term) => [{ queries: [term] }];

  /* What is looked for: of each term, the ways to find it. A source line stands for itself. */
  const askedOf = (site, query) => {
    const known = (terms) => terms.filter((term) => site.index.search({ queries: [term] }).length);
    const lines = known(linesOf(query));
    if (lines.length) return lines.map(exactly);
    const text = withNumbers(withMonths(query));
    const terms = known([...new Set([...daysOf(text), ...sumsOf(text)])]);
    // What is found as a sum is not looked for as a number, too.
    const every = words(text.replace(SUM, (sum) => (known(sumsOf(sum)).length ? " " : sum))).map(plain);
    const last = every.at(-1);
    const asked = [...new Set(telling(every))].slice(0, MOST).map((term) => waysOf(site, term, term === last));
    const wanted = WANTED.filter(([, question]) => question.test(query)).map(([sign]) => sign);
    return [...asked, ...[...terms, ...wanted].map(exactly)];
  };

  /* Each entry in which any term is found, with its weight and with what was found in it. */
  const hitsOf = ({ index, documents }, asked) => {
    const hits = new Map();
    let most = 0;
    for (const ways of asked) {
      const found = index.search({ combineWith: "OR", queries: ways });
      const rarity = found.length ? Math.log(1 + documents.size / found.length) : 0;
      most += rarity;
      for (const { id, score, match } of found) {
        if (!hits.has(id)) hits.set(id, { id, score: 0, covered: 0, match: {} });
        const hit = hits.get(id);
        hit.score += score;
        hit.covered += rarity;
        Object.assign(hit.match, match);
      }
    }
    for (const hit of hits.values()) hit.score *= (hit.covered / most) ** COVERED;
    return [...hits.values()];
  };

  /* By page, the best first: what is found on it, the best first. A page of the very name that is asked for is first. */
  const foundBy = (site, typed) => {
    const query = tidied(typed);
    const key = keyOf(query.replace(LINE, (line) => line.split(":")[0]));
    const pages = new Map();
    for (const hit of hitsOf(site, askedOf(site, query))) {
      const { name, otherNames, place } = site.documents.get(hit.id);
      hit.score *= name === key ? SAME_NAME : otherNames.includes(key) ? SAME_TAG : place ? 1 + EARLY / place : 1;
      const page = pageOf(hit.id);
      if (!pages.has(page)) pages.set(page, []);
      pages.get(page).push(hit);
    }
    for (const hits of pages.values()) hits.sort((one, other) => other.score - one.score);
    return new Map([...pages].sort(([, [one]], [, [other]]) => other.score - one.score));
  };

  /* --- What is shown ---------------------------------------------------------------------------------------------- */

  const isFound = (word, hit) => forms(word).some((form) => Object.hasOwn(hit.match, form));
  const isFoundSum = (sum, hit) => sumsOf(sum).some((term) => Object.hasOwn(hit.match, term));

  const markIf = (isFound, hit) => (found) => (isFound(found, hit) ? `${OPEN}${found}${CLOSE}` : found);
  const marked = (text, hit) =>
    htmlOf(text.replace(SUM, markIf(isFoundSum, hit)).replace(WORD, markIf(isFound, hit)))
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
    const { location, title, text, cites } = documents.get(hit.id);
    const isPart = cites && location.includes("#");
    return { location, title: isPart ? htmlOf(title) : marked(title, hit), text: teaser(text, hit), score, terms: {} };
  };

  /* What Material's script draws of a page: its name, then the entries of the highest score, then the rest, folded; it
     opens what has the highest score of all. A page of which only the name is found shows the first that it says. */
  const drawn = (site, [page, hits], place) => {
    const none = { match: {}, score: 0 };
    const head = hits.find((hit) => hit.id === page) ?? { ...none, id: page };
    const entries = hits.filter((hit) => hit !== head);
    const [first] = site.parts.get(page) ?? [];
    if (first && !entries.length) entries.push({ ...none, match: head.match, id: first });
    const score = 1 / (1 + place);
    const unfolded = SHOWN[Math.min(place, 1)];
    return [head, ...entries].map((hit, at) => shown(site, hit, at <= unfolded ? score : score / 2));
  };

  const resultOf = (site, query) => ({
    items: [...foundBy(site, query)].map((found, place) => drawn(site, found, place)),
  });

  /* --- Messages --------------------------------------------------------------------------------------------------- */

  let site = null; // {index, documents by location, by page the locations of its parts}
  let latest = ""; // query; while somebody types fast, the ones before it are not answered

  const setUp = ({ docs }) => {
    const documents = docs.map(({ location, title, text, tags = [], also = "", cites = "" }) => ({
      location,
      title: textOf(title),
      text: textOf(text),
      tags: tags.map(textOf).join(" | "),
      also: textOf(also),
      cites,
      name: keyOf(textOf(title)),
      otherNames: tags.map(textOf).map(keyOf),
    }));
    const byLocation = new Map(documents.map((each) => [each.location, each]));
    const parts = new Map();
    for (const each of documents.filter(({ location }) => location.includes("#"))) {
      const page = pageOf(each.location);
      if (!parts.has(page)) parts.set(page, []);
      each.place = parts.get(page).push(each.location);
    }
    const named = documents.map((each) => {
      const page = byLocation.get(pageOf(each.location)) ?? each;
      if (page === each) return each;
      // The lines that a part rests on are shown with it; they are no name of it. Its page is.
      const context = [...new Set(words(`${page.title} ${page.tags}`))].join(" ");
      return { ...each, title: each.cites ? "" : each.title, context };
    });
    site = { index: indexOf(named), documents: byLocation, parts };
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
