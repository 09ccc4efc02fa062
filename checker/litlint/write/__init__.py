"""From the model to text, in the style of what stands there: the inverse of parsing."""
