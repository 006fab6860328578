"""Matching as a process of its own, beside several servers that share a PostgreSQL database."""
