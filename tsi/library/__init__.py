"""All records together: loading, checks, coverage, selections, counts."""
