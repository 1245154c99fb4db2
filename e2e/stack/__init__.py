"""The local stack: starts the whole suite behind nginx, watches it, stops it."""
