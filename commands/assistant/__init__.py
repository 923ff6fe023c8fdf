"""What assistants are told by the Model Context Protocol: governed figures, read-only, with the limits of the screens."""
