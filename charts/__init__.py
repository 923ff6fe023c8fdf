"""Charts: figures for the screens, and drawings of a few pixels. No SQL, no screen."""
