"""What runs off the edge of a page nobody can see, so it says nothing."""

from contextlib import closing

import pikepdf

from extractors.pages.pdf.file import open_pdf, read_pages


def test_words_off_the_page_are_not_read(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 400))
    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    shown = ((40, 200, "Doel"), (310, 200, "Evaluatie"), (40, -20, "Methode"))
    text = " ".join(f"1 0 0 1 {x} {y} Tm ({word}) Tj" for x, y, word in shown)
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 12 Tf {text} ET".encode())
    pdf.save(tmp_path / "table.pdf")
    with closing(open_pdf(tmp_path / "table.pdf")) as document:
        (page,) = read_pages(document)
    assert [word.text for word in page.words] == ["Doel"]
