"""What the sources state: index, names, proof, changes."""
