"""What is measured, and the marks: `make bench` writes bench/results.json and prints a table."""
