"""How fast the library takes reports in and answers: python -m tests.bench."""
