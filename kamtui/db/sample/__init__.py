"""The sample workspace: stories of nine accounts, what makes a database of them, and what keeps a copy alive."""
