"""What is kept about a pupil, for how long, and how it goes: export, erasing, retention, encryption of files."""
