"""What is looked at (brand, period, comparison, networks, role), kept in the URL, and what there is to choose from."""
