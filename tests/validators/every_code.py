"""Three dossiers for each finding code: one that raises it, one just on the right side of the border, and one in which
a similar cause must not raise it. docs/rules.md prints what each is; test_every_code.py holds them to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import codes_of_documents
import codes_of_measuring
import codes_of_support

if TYPE_CHECKING:
    from collections.abc import Callable

    # What the dossier is, and the codes that are found in it.
    Example = tuple[str, Callable[[], set[str]]]

EXAMPLES: dict[str, tuple[Example, Example, Example]] = {
    **codes_of_documents.EXAMPLES,
    **codes_of_measuring.EXAMPLES,
    **codes_of_support.EXAMPLES,
}
