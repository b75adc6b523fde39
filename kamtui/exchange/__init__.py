"""Files in and out. Knows the domain; what the database knows it is told by the workspace."""
