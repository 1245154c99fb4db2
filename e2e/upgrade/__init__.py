"""Replaces the services of a running suite one replica at a time, as a cluster would, and looks for what is lost."""
