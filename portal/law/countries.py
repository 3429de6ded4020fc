"""Countries by their ISO 3166 alpha-2 codes, and who belongs to what."""

import pycountry

COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries)
THAILAND = "TH"
ASEAN = frozenset({"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"})  # FD-22
