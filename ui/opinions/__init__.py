"""What customers and assistants say of the brand: the parts of the screen Reviews and assistants."""
