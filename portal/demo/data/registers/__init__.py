"""What the registers of the example partnerships hold."""
