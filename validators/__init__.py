"""Records and a region's profile become requirements, findings and a report."""
