"""Forms of the whole portal."""
