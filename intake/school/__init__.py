"""What a school does with its dossiers: send, follow, read, complete."""
