"""The report as an e-mail: one self-contained page, and the same in plain text."""
