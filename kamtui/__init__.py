"""kamtui: a keyboard workspace for key account managers."""

__version__ = "0.3.0"
