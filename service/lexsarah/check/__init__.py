"""What the regulation asks of an investigation, and what one lacks (docs/checking.md).

Works on a document that is read already: its text, blocks and report.
"""






