"""What administrators do: rounds over many dossiers, and everything under /beheer."""
