"""PDF files: words, rulings, pictures, form fields and annotations of a page, from what the file itself states."""
