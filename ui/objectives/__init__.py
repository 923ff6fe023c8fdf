"""Objectives: the scorecard's rows and the steps of a role sheet."""
