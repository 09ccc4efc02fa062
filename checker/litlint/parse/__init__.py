"""From text to the model; nothing here raises on what a text says."""
