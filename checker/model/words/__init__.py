"""What words mean: titles, names, labels, dates, venues, and which word a misspelt one was meant to be."""
