"""Characters only: figures, the words of figures, dates."""
