"""What an editor may write: types, claims, YAML with lines, faults."""

import os

# What may stand in a record is told here alone: no plugin of pydantic that happens to be installed is looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
