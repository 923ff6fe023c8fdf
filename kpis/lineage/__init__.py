"""Which rows stand behind a figure: mentions, other records and the coverage of sources."""
