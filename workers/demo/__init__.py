"""Sample data in which every page has something to show; all people and schools in it are invented."""
