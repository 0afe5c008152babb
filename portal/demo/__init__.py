"""Five example partnerships, from the source documents' facts; every person in them is invented."""

PLATFORM = "platform@portal.example"  # who founds partnerships
