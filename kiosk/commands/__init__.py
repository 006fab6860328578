"""The organiser's command line, one function per command; each returns its exit code."""
