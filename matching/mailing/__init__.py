"""Mails by the rules: who gets which, what it says at this moment, the outbox, who wants none."""
