/* Leads on from the first part of a page to what stands in another, where its address was asked for. */
(() => {
  "use strict";

  const lead = () => {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (asked && asked.matches(".parts a")) location.replace(asked.href);
  };

  lead();
  addEventListener("hashchange", lead);
})();
