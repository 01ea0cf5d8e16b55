/* Leads from a record's old address to its present one, and there to the part of the page that was asked for. */
location.replace(new URL(location.hash, document.querySelector("main a").href));
