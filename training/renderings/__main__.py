"""Make the renderings that corpus/renderings/chosen.csv asks for (columns document, form, text).

``text`` is the hash of the text that a rendering was made from: where it is another than the document's, the rendering
is made anew and the hash written.
"""

import csv
import hashlib
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from training.documents import CORPUS, Document, documents
from training.renderings.fillable import fillable
from training.renderings.lines import Kind, Line, lines
from training.renderings.pages import municipal, newspaper
from training.renderings.scan import scan
from training.renderings.word import word

FOLDER = CORPUS / "renderings"
SUFFIX = {
    "word": ".docx",
    "pdf": ".pdf",
    "fillable": ".pdf",
    "municipal-page": ".html",
    "newspaper-page": ".html",
    "scan-200": ".pdf",
    "scan-300": ".pdf",
}
"""Ending of each form's files."""


def chosen() -> dict[tuple[str, str], str]:
    """Return the hash of the text by document and form of every rendering, in the order of the file."""
    with (FOLDER / "chosen.csv").open(encoding="utf-8", newline="") as rows:
        return {(row["document"], row["form"]): row["text"] for row in csv.DictReader(rows)}


def hash_of(document: Document) -> str:
    """Return the first twelve hexadecimal digits of the sha256 of a document's text."""
    return hashlib.sha256(document.text.encode()).hexdigest()[:12]


def target(document: str, form: str) -> Path:
    """Return where a rendering lies."""
    return FOLDER / form / (document + SUFFIX[form])


def title_of(content: tuple[Line, ...]) -> str:
    """Return the first heading, or the first line."""
    return next((line.cells[0] for line in content if line.kind is Kind.HEADING), content[0].cells[0])


def site_of(document: Document) -> str:
    """Return the name of the site that a page stands on."""
    town, papers = document.case["municipality"], document.case["organisations"]
    if document.case["genre"] == "news_article":
        return next((name for name in papers if any(part in name.lower() for part in ("tidning", "blad"))), "Nyheter")
    return f"{town} kommun" if town else "Verksamheten"


def made_from_text(document: Document, form: str) -> bytes:
    """Render one of the forms that depend on the text alone."""
    content = lines(document.text)
    title = title_of(content)
    match form:
        case "word":
            return word(title, content)
        case "fillable":
            return fillable(title, content)
        case "municipal-page":
            return municipal(title, site_of(document), content)
        case "newspaper-page":
            return newspaper(title, site_of(document), content)
    raise ValueError(f"{form}: no such form")


def printed(document: Document) -> bytes:
    """Print a document as PDF, from its Word file.

    Raises
    ------
    RuntimeError
        LibreOffice gave no file.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(made_from_text(document, "word"))
        home = f"-env:UserInstallation=file://{folder}/home"
        run = subprocess.run(
            ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=False,
            capture_output=True,
            timeout=180,
        )
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise RuntimeError(f"soffice ended with {run.returncode} and gave no PDF")
        return made.read_bytes()


def main() -> int:
    """Make what is missing or was made from another text; a scan is made from the PDF, where there is one."""
    by_name = {one.name: one for one in documents()}
    wanted = chosen()
    for (name, form), made_from in sorted(wanted.items(), key=lambda one: one[0][1].startswith("scan-")):
        path, document = target(name, form), by_name[name]
        if path.exists() and made_from == hash_of(document):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_made(document, form))
        wanted[name, form] = hash_of(document)
        print(path.relative_to(CORPUS), path.stat().st_size)
    with (FOLDER / "chosen.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("document", "form", "text"))
        rows.writerows((name, form, text) for (name, form), text in wanted.items())
    return 0


def _made(document: Document, form: str) -> bytes:
    if form.startswith("scan-"):
        source = target(document.name, "pdf")
        pdf = source.read_bytes() if source.exists() else printed(document)
        return scan(pdf, int(form.removeprefix("scan-")), zlib.crc32(document.name.encode()))
    return printed(document) if form == "pdf" else made_from_text(document, form)


if __name__ == "__main__":
    sys.exit(main())
