"""Objectives: baselines, verdicts, the scorecard of a role and the signing of targets."""
