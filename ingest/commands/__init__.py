"""The commands of `python -m ingest`; like the entry point itself they put the program together."""
