"""What ties statements and documents together."""
