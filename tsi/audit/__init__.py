"""Built pages -> faults: every fact on a page against the record at the place that the page gives for it.

Three rules (`tsi.audit.page`): what a page tells is the wording of the record at its place; each fact, row and page has
what it owes (`tsi.audit.owed`); and no figure stands anywhere else. Nothing here asks the templates.
"""
