/* Filters and orders the timeline in place and keeps the choice in the address. Without it, each choice is a link to a
   page of its own; with it, choices combine, and each link leads to the address of what it would show. */
(() => {
  "use strict";

  const root = document.querySelector("[data-timeline]");
  if (!root) return;

  const DIMENSIONS = ["pillar", "kind", "year", "outcome", "source", "order"];
  const home = new URL(root.dataset.timeline, location.href);
  const isWhole = "whole" in root.dataset;
  const list = root.querySelector(".chronicle__list");
  const choices = [...root.querySelectorAll("a[data-filter]")];
  const pages = new Map(choices.map((choice) => [choice, choice.href]));
  let entries = [];
  let years = [];
  let undated = null;
  let orders = {};

  /* What is on the page, once all of it is there. */
  function look() {
    entries = [...root.querySelectorAll("[data-tags]")];
    years = [...list.querySelectorAll(".timeline__year:not(.timeline__year--none)")];
    undated = list.querySelector(".timeline__year--none");
    orders = { "": years, oldest: [...years].reverse() };
  }

  /* What is chosen, by dimension; what the page does not offer is passed over. */
  function chosenNow() {
    const chosen = new Map();
    if (!isWhole) {
      const [dimension, value] = (root.dataset.chosen || "").split(":");
      if (value) chosen.set(dimension, value);
      if (root.dataset.order) chosen.set("order", root.dataset.order);
      return chosen;
    }
    const asked = new URLSearchParams(location.search);
    for (const { dataset } of choices) {
      if (dataset.value && asked.get(dataset.filter) === dataset.value) chosen.set(dataset.filter, dataset.value);
    }
    return chosen;
  }

  function addressOf(chosen) {
    const address = new URL(home);
    for (const dimension of DIMENSIONS) {
      if (chosen.get(dimension)) address.searchParams.set(dimension, chosen.get(dimension));
    }
    return address.href;
  }

  function showChoices(chosen) {
    for (const choice of choices) {
      const { filter, value } = choice.dataset;
      const then = filter === "all" ? new Map() : new Map(chosen).set(filter, value);
      const isChosen = filter !== "all" && value === (chosen.get(filter) || "");
      choice.href = addressOf(then);
      if (isChosen) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
      const shown = root.querySelector(`[data-shows="${filter}"]`);
      if (isChosen && shown) shown.textContent = value ? choice.textContent : "";
    }
  }

  function showEntries(chosen) {
    const tags = [...chosen].filter(([dimension]) => dimension !== "order").map((pair) => pair.join(":"));
    const isIn = (entry) => tags.every((tag) => entry.dataset.tags.split(" ").includes(tag));
    const left = new Set(entries.filter(isIn).map((entry) => entry.id));
    for (const entry of entries) entry.hidden = !left.has(entry.id);
    for (const year of years) {
      year.hidden = !year.querySelector("[data-tags]:not([hidden])");
      const onPage = document.querySelector(`.rail a[href$="#${year.getAttribute("aria-labelledby")}"]`);
      if (onPage) onPage.parentElement.hidden = year.hidden;
    }
    const withoutYear = undated.querySelectorAll("[data-tags]:not([hidden])").length;
    undated.querySelector(".none").hidden = withoutYear > 0;
    root.querySelector(".filters__all").hidden = tags.length === 0;
    root.querySelector("[role=status]").textContent = tags.length
      ? `${left.size} of ${entries.length} milestones, ${withoutYear || "none"} of them not dated to a year`
      : "";
  }

  /* The years are turned round, and the entries in each; what has no year stays at the end. */
  function showOrder(order) {
    if ((list.dataset.order || "") === order) return;
    list.dataset.order = order;
    for (const year of orders[order]) {
      list.insertBefore(year, undated);
      const events = year.querySelector(".timeline");
      events.append(...[...events.children].reverse());
    }
  }

  async function show() {
    const chosen = chosenNow();
    showChoices(chosen);
    if (!isWhole || (!entries.length && !chosen.size)) return;
    if (!entries.length) {
      if (window.wholePage) await window.wholePage();
      look();
    }
    showEntries(chosen);
    showOrder(chosen.get("order") || "");
  }

  function choose(event) {
    const choice = event.target.closest("a[data-filter]");
    if (!choice || !isWhole || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", choice.href);
    show().catch(() => location.assign(pages.get(choice)));
    close(choice.closest("details"));
  }

  function close(opened) {
    if (!opened || !opened.open) return;
    opened.open = false;
    opened.querySelector("summary").focus();
  }

  root.addEventListener("click", choose);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(event.target.closest("details.filter"));
  });
  document.addEventListener("click", (event) => {
    for (const opened of root.querySelectorAll("details.filter[open]")) {
      if (!opened.contains(event.target)) opened.open = false;
    }
  });
  addEventListener("popstate", show);
  show();
})();
