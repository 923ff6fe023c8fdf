"""Backups of a store: made while people work, verified when they are made, restored whole or not at all."""
