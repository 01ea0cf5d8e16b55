"""The UK-India Technology Security Initiative, on record: figures, evidence, records, pages and downloads."""
