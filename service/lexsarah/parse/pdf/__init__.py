"""PDF: letters, words, lines, columns, tables, boxes and forms of its pages; which text layers can be believed."""
