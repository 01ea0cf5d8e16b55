"""For whoever keeps the site: publishing it."""
