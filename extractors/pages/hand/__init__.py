"""What a hand wrote: found, and read where its shapes leave little doubt."""
