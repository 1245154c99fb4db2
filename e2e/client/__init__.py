"""A small client of the public API, for the tests and for loading data: the standard library only."""
