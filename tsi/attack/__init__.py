"""Wrong edits, run through the real checker and audit."""
