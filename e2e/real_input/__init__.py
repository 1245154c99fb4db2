"""Real word lists and real prompts."""
