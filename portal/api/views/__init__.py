"""Pages for people: programs of a company, tokens of a person, what the API is and what its errors mean."""
