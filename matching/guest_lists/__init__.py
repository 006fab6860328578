"""The organiser's guest list: any export read, and merged into an event."""
