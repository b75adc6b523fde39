"""Schema migrations, run by `kamtui.db.migrate`."""
