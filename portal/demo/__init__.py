"""Five example partnerships, from the source documents' facts; every person in them is invented."""
