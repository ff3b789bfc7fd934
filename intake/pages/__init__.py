"""Pages for people, in Dutch: readable without a script, with a keyboard, and on paper."""

from intake.pages.pdf import to_pdf
from intake.pages.render import CONTENT_SECURITY_POLICY, report_page

__all__ = ["CONTENT_SECURITY_POLICY", "report_page", "to_pdf"]
