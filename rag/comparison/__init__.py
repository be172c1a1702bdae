"""Comparing units in conversation: a plan, one reading a unit and aspect, a table of cited cells, what it shows."""
