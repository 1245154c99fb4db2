"""The rules that clients of earlier generations rely on, one test or more each."""
