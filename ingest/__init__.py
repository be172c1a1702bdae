"""From bytes to typed reports and chunks: pure functions, no model, no database, no settings."""
