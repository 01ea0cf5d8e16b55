// What Zotero's own translators make of pages ({url, html}) and of citations ({text}): from one JSON file to another.
const fs = require("fs");
const Module = require("module");
const path = require("path");

// The package offers what imports citations and keeps to itself what reads pages, so that is let out here.
const READ_PAGE = `__webpack_exports__.page = async ({url, html}) => {
  const translate = new Translate.Web();
  translate.setDocument(new (require("jsdom").JSDOM)(html, {url}).window.document);
  const [first] = await translate.getTranslators();
  translate.setTranslator(first);
  return {by: first.label, items: await translate.translate({libraryID: false})};
};
`;

const [folder, asked, told] = process.argv.slice(2);
const file = path.join(folder, "node_modules/zotero-translators/index.js");
const code = fs.readFileSync(file, "utf8").replace("async function referenceImport(", READ_PAGE + "$&");
const translators = new Module(file);
translators.filename = file;
translators.paths = Module._nodeModulePaths(path.dirname(file));
translators._compile(code, file);

(async () => {
  const found = [];
  for (const it of JSON.parse(fs.readFileSync(asked, "utf8"))) {
    const {page, referenceImport} = translators.exports;
    found.push(it.html ? await page(it) : {by: "import", items: await referenceImport(it.text)});
  }
  fs.writeFileSync(told, JSON.stringify(found));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
