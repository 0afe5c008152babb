"""The words around the questions of a survey, a language a file."""
