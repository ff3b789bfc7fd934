"""Where pages tell of extra help: tables, labelled places, periods side by side and running text, as facts."""
