"""Turns HTML on its standard input into PDF on its standard output; the child of intake.pages.pdf."""

import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher


def main() -> None:
    """A page stands on its own: whatever a document may have put into it, no address is asked for anything."""
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=URLFetcher(allowed_protocols=["data"]))
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()
