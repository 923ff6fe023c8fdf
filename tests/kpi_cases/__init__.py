"""Small stores, and what must come out of them."""
