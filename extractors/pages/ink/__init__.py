"""What a pen, a stamp or a printer left on a picture: told apart, and boxes with what was put in them."""
