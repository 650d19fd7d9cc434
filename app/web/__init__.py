"""Pages: a door per audience."""
