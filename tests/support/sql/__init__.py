"""All SQL that the project writes, and what each statement uses of the language."""
