/* Leads on from the first part of a page to what stands in another, where its address was asked for; fetches what stands
   in the others where all of it is to be filtered or put in order. */
(() => {
  "use strict";

  const parts = document.querySelector(".parts");
  const ELSEWHERE = ".part-head, .parts, .former";
  const GOES_ON = "[data-continued], .notes-section, .notes";

  const lead = () => {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (asked && parts.contains(asked)) location.replace(new URL(location.hash, asked.closest("li").querySelector("a").href));
  };

  const add = (page, part) => {
    for (const it of [...part.children]) {
      const isSame = (other) => other.tagName === it.tagName && other.className === it.className && other.dataset.row === it.dataset.row;
      const same = it.matches(GOES_ON) && [...page.children].reverse().find(isSame);
      const isThere = it.matches(`${ELSEWHERE}, thead, svg`) || (it.id && document.getElementById(it.id));
      if (same) add(same, it);
      else if (!isThere) page.append(it);
    }
  };

  let fetched = null;

  /* Once every part is on the page. Rejected where one cannot be fetched, which leaves the page as it was. */
  window.wholePage = () => {
    const ways = [...parts.querySelectorAll(".parts__list > li > a:first-child:not([id])")].map((link) => link.href);
    const read = async (way) => new DOMParser().parseFromString(await (await fetch(way)).text(), "text/html");
    fetched ||= Promise.all(ways.map(read)).then((pages) => {
      parts.remove();
      for (const page of pages) add(document.querySelector("article"), page.querySelector("article"));
    });
    return fetched;
  };

  lead();
  addEventListener("hashchange", lead);
})();
