"""The panels of the Settings screen, one file each."""
