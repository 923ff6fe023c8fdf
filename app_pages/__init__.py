"""The screens: one file per screen, listed in dashboard.py."""
