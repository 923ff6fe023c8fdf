"""What leaves the dashboard as a document: frozen texts and figures in, bytes out."""
