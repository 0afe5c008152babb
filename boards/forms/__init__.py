"""What officers and members type about boards and their meetings."""
