"""Present because alembic looks for it; `kamtui.db.migrate` runs the scripts itself."""
