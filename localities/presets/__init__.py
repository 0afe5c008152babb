"""What a partnership starts from: registers, as data that it may change."""
