"""The JSON API and the application that holds it and the pages."""
