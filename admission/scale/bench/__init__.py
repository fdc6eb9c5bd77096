"""Benchmarks, each against its reference in the same run, in a database that is made for them and thrown away."""
