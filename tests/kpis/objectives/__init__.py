"""Specifications of objectives, verdicts, scorecard and signing."""
