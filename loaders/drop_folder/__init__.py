"""The inbox folder: what lies in it, what is whole, how a file leaves it with its receipt, and what the last look saw."""
