"""Faults of the network between the programs of a stack."""
