"""Data of any size that nobody typed, and the benchmarks that run on it."""
