"""What the program must survive, by the thousand: `make torture`."""
