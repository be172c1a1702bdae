"""What a message tells to change of a draft, read into revisions."""
