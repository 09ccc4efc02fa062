"""Which entry, citation or finding is the same work, or the same finding, as another."""
