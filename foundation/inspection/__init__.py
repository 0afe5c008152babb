"""What is in a file that someone hands in: its kind, found from its content, and whether anything in it could act."""
