"""Files that people take along: entries for their calendar, cards for their address book."""
