"""The database: tables and writes through SQLModel, reads through plain SQL over the bare driver.

Modules named after a feature hold its reads and load no ORM. `tables`, `writer`, `journal` and `migrate` load
SQLAlchemy and are imported only where something is written.
"""
