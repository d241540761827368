"""Questions that members ask of a regulation, with the clauses that answer them."""
