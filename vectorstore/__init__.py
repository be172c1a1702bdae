"""Keeping and finding: the catalog of reports, the dense and the lexical index, and the encoder."""
