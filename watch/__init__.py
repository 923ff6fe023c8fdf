"""The crisis watch that rings: finds episodes after each write, keeps them, and tells whoever has to know."""
