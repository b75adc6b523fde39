"""Potential of the nine accounts: wallets, client initiatives with our offers, what was said in reviews."""
