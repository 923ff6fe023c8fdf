"""What customers and assistants say of a brand, row by row, behind the figures of reviews and of answers."""
