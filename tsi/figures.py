"""The grammar under the name by which other projects import it: `from tsi.figures import find`."""

from tsi.text.figures import Figure, find

__all__ = ["Figure", "find"]
