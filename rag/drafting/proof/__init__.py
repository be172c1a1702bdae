"""What is to be looked at in a draft, or in a text that the user brings, before it is handed in."""
