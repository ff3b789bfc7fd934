"""The text of a form in pieces: headings with what stands beneath, blocks, sentences, margins."""
