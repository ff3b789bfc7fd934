"""The list of dossiers: what is to be done first, found again, and gone through with the keyboard."""
