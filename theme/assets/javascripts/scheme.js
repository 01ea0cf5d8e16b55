/* Keeps a reader's choice of light or dark, the one thing that this site stores, and applies it before anything is shown.
   Where nothing may be stored, or what was stored is spoilt, the page follows the reader's machine.

   Material's script calls these functions by these names; `location` is that of the site, so that two sites on one host
   do not share a choice. */
(() => {
  "use strict";

  const site = new URL("../../", document.currentScript.src);
  const NAMES = ["media", "scheme", "primary", "accent"];

  const isChoice = (kept) =>
    [0, 1].includes(kept?.index) && ["default", "slate"].includes(kept.color?.scheme) && typeof kept.color.media === "string";

  window.__md_scope = site;
  window.__md_get = (key, storage, at = site) => {
    try {
      const kept = JSON.parse((storage || localStorage).getItem(`${at.pathname}.${key}`));
      return key !== "__palette" || isChoice(kept) ? kept : null;
    } catch {
      return null;
    }
  };
  window.__md_set = (key, value, storage, at = site) => {
    try {
      (storage || localStorage).setItem(`${at.pathname}.${key}`, JSON.stringify(value));
    } catch {
      /* The choice holds for this page. */
    }
  };

  const chosen = window.__md_get("__palette");
  if (!chosen) return;
  const whenThereIsABody = (_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    for (const name of NAMES) document.body.setAttribute(`data-md-color-${name}`, chosen.color[name] ?? "");
  };
  new MutationObserver(whenThereIsABody).observe(document.documentElement, { childList: true });
})();
