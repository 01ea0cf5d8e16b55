"""What an editor may write: types, claims, YAML with lines, faults."""
