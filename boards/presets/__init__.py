"""What a partnership starts from: kinds of board and forms of report, as data that it may change."""
