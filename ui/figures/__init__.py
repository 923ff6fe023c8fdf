"""Figures on a screen: cards, charts, breakdowns, top lists and their exports."""
