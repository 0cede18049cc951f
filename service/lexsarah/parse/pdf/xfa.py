"""Forms of Adobe LiveCycle (XFA; ISO 32000-1, 12.7.8), of which only the static ones are on the pages of the PDF."""

from typing import Any

from pdfminer.pdftypes import resolve1


def is_dynamic_form(document: Any) -> bool:  # noqa: ANN401  (pdfminer's catalogue is a dictionary of anything)
    """Whether a PDF (of pdfminer) is a form whose pages are made anew from XML by the program that shows it.

    It says so itself, or it has a form in XML and no fields of its own. What its page says instead ("Please wait…")
    is no document.
    """
    if resolve1(document.catalog.get("NeedsRendering")) is True:
        return True
    form = resolve1(document.catalog.get("AcroForm"))
    return isinstance(form, dict) and "XFA" in form and not resolve1(form.get("Fields"))
