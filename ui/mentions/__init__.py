"""The list of mentions: filters, corrections by hand, downloads."""
