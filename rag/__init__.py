"""From a question to a cited answer: understand, retrieve, ground, write, verify, present."""
