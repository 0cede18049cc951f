"""The forms in which documents arrive, made from the plain texts of corpus/documents.

Run ``python -m training.renderings``. Each form takes the lines of a text (``lines.py``) and gives a file that says the
same words in the same order, marked as invented where no reader's text is. Word files, fillable forms and web pages
depend on nothing but the text and give the same bytes each time; the PDF comes from the Word file by LibreOffice
(Debian's libreoffice-writer-nogui), and the scans from the PDF.
"""
