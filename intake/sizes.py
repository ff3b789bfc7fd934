"""How large a file may be to be read at all, told to people before they send it."""

LARGEST_FILE = 100_000_000  # bytes; a scan of a whole dossier at 300 dpi stays below this
