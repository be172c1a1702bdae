"""Prompt text for language models, as Markdown files; none is needed by the extractive writer."""
