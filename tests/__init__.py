"""The tests: a folder for each room of the package, `site` for the built site in a browser, `project` for the rest."""
