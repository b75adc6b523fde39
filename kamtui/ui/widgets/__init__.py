"""Drawn widgets: each paints its own lines and refreshes only those that changed."""
