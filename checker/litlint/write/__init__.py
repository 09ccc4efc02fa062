"""From the model to text, in the style of what is there: the inverse of parsing."""
