"""Which work an entry presents, where else it is listed, and which entry and finding is which in an older state."""
