"""Which format a table of text is: headers, signatures, column mapping."""
