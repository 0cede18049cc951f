"""What the lines of a text are: boxes, fields, headings, tables, what is not about the case; roles of sections."""
