"""Heading, link and citation of one entry name one work, and different works have different names."""
