"""Other systems: programs with a key, and servers that are told what happened."""
