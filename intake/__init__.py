"""Everything that faces people and machines: the API, the pages, the store of dossiers and files."""
