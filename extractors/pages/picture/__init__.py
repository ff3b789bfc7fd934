"""A picture of a page made ready: loaded within limits, upright and straight, its light even, its lines found."""
