/* Narrows the state of play to what is chosen and puts its rows in order, and keeps both in the address. Without it,
   each choice is a link to a page of its own. */
(() => {
  "use strict";

  const root = document.querySelector("[data-play]");
  if (!root) return;

  const home = new URL(root.dataset.play, location.href);
  const isWhole = !root.dataset.chosen;
  const choices = [...root.querySelectorAll("a[data-filter]")];
  const body = root.querySelector("tbody");
  const pages = new Map(choices.map((choice) => [choice, choice.href]));
  let rows = [];
  const statuses = choices.filter((it) => it.dataset.filter === "status").map((it) => it.dataset.value);
  const text = (row, cell) => row.cells[cell].textContent.trim();
  const furthest = (row) => statuses.indexOf((/ status:(\S+)/.exec(` ${row.dataset.tags}`) || [])[1]);
  const newest = (row) => (row.cells[3].querySelector("[data-day]") || { dataset: { day: "" } }).dataset.day;
  const ORDERS = {
    name: ["Undertaking", (one, other) => text(one, 0).localeCompare(text(other, 0))],
    area: ["Pillar", (one, other) => text(one, 1).localeCompare(text(other, 1))],
    status: ["How far", (one, other) => furthest(one) - furthest(other)],
    newest: ["Newest evidence", (one, other) => newest(other).localeCompare(newest(one))],
  };

  function chosenNow() {
    const asked = new URLSearchParams(location.search);
    const offered = choices.filter(({ dataset }) => dataset.value && asked.get(dataset.filter) === dataset.value);
    const chosen = new Map(offered.map(({ dataset }) => [dataset.filter, dataset.value]));
    if (Object.hasOwn(ORDERS, asked.get("order"))) chosen.set("order", asked.get("order"));
    return chosen;
  }

  function addressOf(chosen) {
    const address = new URL(home);
    for (const [dimension, value] of chosen) if (value) address.searchParams.set(dimension, value);
    return address.href;
  }

  function showChoices(chosen) {
    for (const choice of root.querySelectorAll("a[data-filter]")) {
      const { filter, value } = choice.dataset;
      const isChosen = filter !== "all" && value === (chosen.get(filter) || "");
      choice.href = addressOf(filter === "all" ? new Map() : new Map(chosen).set(filter, value));
      if (isChosen) choice.setAttribute("aria-current", "true");
      else choice.removeAttribute("aria-current");
      const shown = root.querySelector(`[data-shows="${filter}"]`);
      if (isChosen && shown) shown.textContent = value ? choice.textContent : "";
    }
  }

  async function show() {
    const chosen = chosenNow();
    if (!rows.length && chosen.size) {
      if (window.wholePage) await window.wholePage();
      rows = [...body.rows];
    }
    const tags = [...chosen].filter(([dimension]) => dimension !== "order").map((pair) => pair.join(":"));
    for (const row of rows) row.hidden = !tags.every((tag) => row.dataset.tags.split(" ").includes(tag));
    const left = rows.filter((row) => !row.hidden).length;
    body.append(...(chosen.has("order") ? [...rows].sort(ORDERS[chosen.get("order")][1]) : rows));
    root.querySelector(".filters__all").hidden = tags.length === 0;
    root.querySelector("[role=status]").textContent = tags.length ? `${left} of ${rows.length} undertakings` : "";
    showChoices(chosen);
  }

  /* The ways to put rows in order are there with this script alone, for without it there are none. */
  function offerOrders() {
    const offered = document.createElement("details");
    offered.className = "filter";
    offered.setAttribute("name", "filter");
    offered.innerHTML = `<summary class="filter__name"><span>In order of</span>
      <span class="filter__chosen" data-shows="order"></span></summary><ul class="filter__choices"></ul>`;
    for (const [value, [name]] of [["", ["the records"]], ...Object.entries(ORDERS)]) {
      const way = document.createElement("a");
      Object.assign(way.dataset, { filter: "order", value });
      way.textContent = name;
      offered.querySelector("ul").append(document.createElement("li"));
      offered.querySelector("li:last-child").append(way);
    }
    root.querySelector(".filter:last-of-type").after(offered);
  }

  function close(opened) {
    if (!opened || !opened.open) return;
    opened.open = false;
    opened.querySelector("summary").focus();
  }

  root.addEventListener("click", (event) => {
    const choice = event.target.closest("a[data-filter]");
    if (!choice || !isWhole || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", choice.href);
    show().catch(() => location.assign(pages.get(choice) || home));
    close(choice.closest("details"));
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(event.target.closest("details.filter"));
  });
  addEventListener("popstate", show);
  if (!isWhole) return;
  offerOrders();
  show();
})();
