"""Random histories of DDL for generate_histories.py."""
