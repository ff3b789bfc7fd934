"""Form fields and annotations of a PDF page."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from extractors.pages.model import Annotation, FormField

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.pages.model import FieldKind
    from extractors.pages.pdf.placing import Placing

FIELD_KINDS: dict[int, FieldKind] = {
    pdfium_c.FPDF_FORMFIELD_PUSHBUTTON: "button",
    pdfium_c.FPDF_FORMFIELD_CHECKBOX: "check",
    pdfium_c.FPDF_FORMFIELD_RADIOBUTTON: "radio",
    pdfium_c.FPDF_FORMFIELD_COMBOBOX: "combo",
    pdfium_c.FPDF_FORMFIELD_LISTBOX: "list",
    pdfium_c.FPDF_FORMFIELD_TEXTFIELD: "text",
    pdfium_c.FPDF_FORMFIELD_SIGNATURE: "signature",
}
ANNOTATION_KINDS = {
    pdfium_c.FPDF_ANNOT_INK: "ink",
    pdfium_c.FPDF_ANNOT_STAMP: "stamp",
    pdfium_c.FPDF_ANNOT_FREETEXT: "freetext",
    pdfium_c.FPDF_ANNOT_LINE: "line",
    pdfium_c.FPDF_ANNOT_SQUARE: "square",
    pdfium_c.FPDF_ANNOT_CIRCLE: "circle",
    pdfium_c.FPDF_ANNOT_POLYLINE: "polyline",
    pdfium_c.FPDF_ANNOT_POLYGON: "polygon",
    pdfium_c.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium_c.FPDF_ANNOT_STRIKEOUT: "strikeout",
    pdfium_c.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium_c.FPDF_ANNOT_TEXT: "note",
}
MAX_ANNOTATIONS = 5_000
HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW


def read_annotations(page: Any, form: Any, placing: Placing) -> tuple[list[FormField], list[Annotation]]:
    """Visible form fields and annotations in reading position. `form` is the form environment, or None."""
    fields: list[FormField] = []
    annotations: list[Annotation] = []
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            _read(annotation, form, placing, fields, annotations)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return fields, annotations


def _read(annotation: Any, form: Any, placing: Placing, fields: list[FormField], annotations: list[Annotation]) -> None:
    if pdfium_c.FPDFAnnot_GetFlags(annotation) & HIDDEN:
        return
    rect = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
        return
    bbox = placing.box(
        min(rect.left, rect.right), min(rect.bottom, rect.top), max(rect.left, rect.right), max(rect.bottom, rect.top)
    )
    subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if subtype == pdfium_c.FPDF_ANNOT_WIDGET:
        if form is None:
            return
        kind = FIELD_KINDS.get(pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation))
        if kind is None:
            return
        fields.append(
            FormField(
                name=_text(pdfium_c.FPDFAnnot_GetFormFieldName, form, annotation),
                kind=kind,
                bbox=bbox,
                value=_text(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation) or None,
                checked=bool(pdfium_c.FPDFAnnot_IsChecked(form, annotation)) if kind in ("check", "radio") else None,
                label=_text(pdfium_c.FPDFAnnot_GetFormFieldAlternateName, form, annotation) or None,
            )
        )
    elif subtype in ANNOTATION_KINDS:
        annotations.append(Annotation(ANNOTATION_KINDS[subtype], bbox, _contents(annotation)))


def _text(getter: Callable[..., int], form: Any, annotation: Any) -> str:
    return _utf16(lambda buffer, size: getter(form, annotation, buffer, size))


def _contents(annotation: Any) -> str:
    return _utf16(lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))


def _utf16(call: Callable[[Any, int], int]) -> str:
    size = call(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")
