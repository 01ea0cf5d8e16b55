/* Leads from an address of old to the present one: of the page, or of the part of it that was asked for. */
(() => {
  "use strict";

  const lead = document.querySelector("main a").href;
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part) location.replace(location.hash ? new URL(location.hash, lead) : lead);
  else if (!part.matches(".moved--withdrawn")) location.replace((part.querySelector("a") || { href: lead }).href);
})();
