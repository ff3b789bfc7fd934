"""Whom a document is about, in labels, titles and running text."""
