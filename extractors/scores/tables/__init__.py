"""Score tables: found, turned where needed, and their columns named."""
