"""The command line, and the process that owns the store and answers the others."""
