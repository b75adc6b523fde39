"""The method of key account management: pure functions over frozen values.

Nothing here reads a file, a database, a screen or a clock; "today" is always an argument.
"""
