"""Documents and files to download: texts and figures in, bytes out."""
