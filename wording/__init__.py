"""Figures, changes, verdicts and codes in words, in French and English. No Streamlit."""
