"""What tools/generate_chart is made of."""
