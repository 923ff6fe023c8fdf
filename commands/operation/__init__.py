"""How the program is run: what it logs, how it stops, whether its machine is well."""
