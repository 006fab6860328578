"""Mails: what they look like, their links, the files beside them, and how they are handed in."""
