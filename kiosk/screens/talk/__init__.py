"""The screens of a talk, from the menu to the closed ring."""
