"""What a load may write: families of files that nobody has seen, each right, asked about or refused."""
