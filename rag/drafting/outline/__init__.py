"""Outlines of whole texts, proposed from the sections that the library's reports have."""
