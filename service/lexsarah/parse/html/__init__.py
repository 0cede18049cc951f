"""Web pages: what is visible, what was filled in, what is the article."""
