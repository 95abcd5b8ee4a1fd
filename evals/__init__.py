"""Accuracy, and the floors that hold it."""
