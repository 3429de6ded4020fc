"""The catalogue of a company's products: written, versioned, searched, brought in and taken out by spreadsheet."""
