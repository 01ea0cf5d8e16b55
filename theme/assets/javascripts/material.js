/* Material's script draws the search and does the switch between light and dark. It is fetched when a reader first reaches
   for one of the two: nobody who only reads waits for it. */

(() => {
  "use strict";

  const tools = document.querySelector(".masthead__tools");
  const box = tools.querySelector("[data-md-component=search-query]");
  const schemes = [...tools.querySelectorAll("input[name=__palette]")];
  const searching = document.querySelector("[data-md-toggle=search]");
  let loading = null;

  const load = () => {
    loading ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = document.querySelector("script[data-later]").getAttribute("src");
      script.addEventListener("load", resolve);
      document.body.append(script);
    });
    return loading;
  };

  /* Material listens to keys alone; words also come from a menu, a tablet or a voice. */
  const tellOfInput = () => box.dispatchEvent(new Event("keyup", { bubbles: true }));

  /* A search has an address, which others can be sent. Material's script searches for it as soon as it is there. */
  const showAddress = () => {
    const address = new URL(location);
    address.searchParams.delete("q");
    if (box.value && searching.checked) address.searchParams.set("q", box.value);
    history.replaceState(history.state, "", address);
  };

  /* For programs: the addresses of the pages that the search finds for each of many queries, the best first. */
  const pagesFor = async (queries) => {
    const { base, search } = JSON.parse(document.getElementById("__config").textContent);
    const index = await (await fetch(new URL("search/search_index.json", new URL(base, location)))).json();
    const worker = new Worker(search);
    const told = new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data: { type, data } }) => type === "pages" && resolve(data));
      worker.addEventListener("error", reject);
    });
    worker.postMessage({ type: 0, data: index });
    worker.postMessage({ type: "pages", data: queries });
    return told.finally(() => worker.terminate());
  };

  /* What is done before the script is there is told to it afterwards. */
  const chosenEarly = async (event) => {
    tools.removeEventListener("change", chosenEarly);
    await load();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* The way to the other page, light or dark, is shown as Material will show it. */
  const showScheme = () => {
    const { index = -1 } = window.__md_get("__palette") || {};
    const media = schemes.findIndex((scheme) => matchMedia(scheme.dataset.mdColorMedia).matches);
    const shown = schemes[Math.max(0, index < 0 ? media : index)];
    shown.nextElementSibling.hidden = false;
  };

  /* Material opens search at a single key, which people who speak to their computer press unawares (WCAG 2.1.4). */
  const onlyWithinFields = (event) => {
    const isInField = event.target.closest("input, textarea, select, [contenteditable]");
    if (["f", "s", "/"].includes(event.key) && !isInField) event.stopImmediatePropagation();
  };

  document.documentElement.classList.replace("no-js", "js");
  showScheme();
  tools.addEventListener("change", chosenEarly);
  box.addEventListener("input", tellOfInput);
  box.addEventListener("input", showAddress);
  if (new URL(location).searchParams.has("q")) load();
  box.form.pagesFor = pagesFor;
  tools.addEventListener("pointerover", load, { once: true });
  tools.addEventListener("focusin", load, { once: true });
  searching.addEventListener("change", async () => {
    showAddress();
    await load();
    if (searching.checked) box.focus();
  });
  addEventListener("keydown", onlyWithinFields, true);
})();
