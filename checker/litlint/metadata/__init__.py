"""What bibliographic words mean: titles, people, venues, dates, labels, BibTeX types and fields."""
