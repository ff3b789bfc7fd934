"""What runs off the edge of a page nobody can see, so it says nothing."""

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pages.pdf.file import read_pages


@pytest.mark.parametrize("turn", [0, 90])
def test_words_off_the_page_are_not_read(tmp_path, turn):
    path = tmp_path / "table.pdf"
    canvas = Canvas(str(path), pagesize=(300, 400))
    canvas.setPageRotation(turn)
    canvas.drawString(40, 200, "Doel")
    canvas.drawString(310, 200, "Evaluatie")
    canvas.drawString(40, -20, "Methode")
    canvas.save()
    document = pdfium.PdfDocument(path)
    document.init_forms()
    (page,) = read_pages(document)
    document.close()
    assert [word.text for word in page.words] == ["Doel"]
