"""Library -> HTML. The markup stands in `templates/`, which escape everything; this package holds none."""
