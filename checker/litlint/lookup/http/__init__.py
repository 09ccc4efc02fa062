"""The polite HTTP session under all look-ups."""
