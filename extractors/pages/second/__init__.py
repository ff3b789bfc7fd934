"""The second reading of short printed words: levels, moments, cards, dates and numbers, by the shapes of their ink."""
