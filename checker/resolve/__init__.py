"""Questions to the outside world, their answers, and ``papers.lock``; the only room that knows the network."""
