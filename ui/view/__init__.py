"""The view (brand, period, comparison, networks, role), kept in the URL, and the values available."""
