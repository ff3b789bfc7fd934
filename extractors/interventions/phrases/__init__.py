"""What a text about extra help says: dates, amounts, people, levels, and which sentence tells what."""
