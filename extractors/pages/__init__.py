"""Files become pages: words with boxes, rulings, drawings, images, form fields and annotations."""
