"""kamtui: a keyboard workspace for key account managers."""

__version__ = "0.2.0"
