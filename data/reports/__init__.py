"""The reports that were issued, what people wrote in them, who receives them and when, and what waits to be sent."""
