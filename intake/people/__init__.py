"""People who sign in: passwords, sessions in a cookie, proof that a form is ours, and the pages for all that."""
