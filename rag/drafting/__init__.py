"""Drafting report paragraphs from the library's own clauses: what is wanted, what is chosen, how it is joined."""
