"""From the bytes of a file to tables of text: encoding, delimiter, quotes, workbooks and archives."""
