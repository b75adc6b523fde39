"""Migrations by number; one that has landed is never changed."""
