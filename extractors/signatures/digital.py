"""Digital signatures: present, by whom, and whether the document was changed after signing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Coroutine
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One filled signature field. `intact` is False when the document was changed after signing."""

    field: str
    signer: str | None
    signed_on: dt.date | None
    intact: bool


def digital_signatures(path: Path) -> dict[str, DigitalSignature] | None:
    """The filled signature fields of a PDF by field name; None when the file is too damaged to tell.

    Trust in the signer's certificate is not judged: schools sign with certificates of their own.
    Only what was signed is compared with what is there. A signature that can't be parsed counts as not intact:
    it must not cost the rest of the form.
    """
    # pyHanko takes a second to load and most files have no signature field
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - as above
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - as above

    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=False)
            fields = list(enumerate_sig_fields(reader, filled_status=True))
        except (PdfError, OSError, ValueError, KeyError, TypeError):
            return None
        return {name: _parse(reader, field, name) for name, _, field in fields}


def _parse(reader: Any, field: Any, name: str) -> DigitalSignature:
    from pyhanko.pdf_utils.misc import PdfReadError  # noqa: PLC0415 - as above
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.validation import EmbeddedPdfSignature  # noqa: PLC0415
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415

    try:
        return _examine(EmbeddedPdfSignature(reader, field.get_object(), name))
    except (PdfReadError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError):
        return DigitalSignature(field=name, signer=None, signed_on=None, intact=False)


def _examine(signature: Any) -> DigitalSignature:
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 - as above
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko.sign").setLevel(logging.CRITICAL)
    certificate = signature.signer_cert
    try:
        context = ValidationContext(trust_roots=[], allow_fetching=False)
        status = _without_loop(async_validate_pdf_signature(signature, context))
        intact = bool(status.intact and status.valid and status.modification_level != ModificationLevel.OTHER)
    except (SignatureValidationError, SigningError, ValueError):
        intact = False  # a signature that can't be checked can't be relied on
    moment = signature.self_reported_timestamp
    return DigitalSignature(
        field=signature.field_name,
        signer=certificate.subject.native.get("common_name") if certificate is not None else None,
        signed_on=moment.date() if moment else None,
        intact=intact,
    )


def _without_loop(task: Coroutine[None, None, Any]) -> Any:
    """The result of a coroutine that waits for nothing: an event loop opens sockets, which children may not.

    Without fetching there is nothing to wait for; raises RuntimeError when it waits all the same.
    """
    try:
        task.send(None)
    except StopIteration as done:
        return done.value
    task.close()
    raise RuntimeError("the check of a signature waits for something")
