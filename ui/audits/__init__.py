"""Audits of search engines and assistants: what changed, and the cases that somebody looks after."""
