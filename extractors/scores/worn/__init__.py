"""What a scan did to a table, undone where what was printed is beyond doubt."""
