"""Specifications, in the same folders as the code; shared helpers stand in this one."""
