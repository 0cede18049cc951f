"""XML from outside: no entities, no definitions, no network, no huge trees."""

from typing import Any

import lxml.etree

from lexsarah.errors import CorruptFile, UnsafeFile


def tree(content: bytes) -> Any:  # noqa: ANN401  (lxml is not typed)
    """Parse XML and return its root. lxml itself bounds depth (256) and the length of a text (10 MB).

    Raises
    ------
    UnsafeFile
        It has a document type definition, which no word processor writes.
    CorruptFile
        No whole XML.
    """
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.etree.fromstring(content, parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise CorruptFile("a part of the document is damaged") from error
    if root.getroottree().docinfo.doctype:
        raise UnsafeFile("the document holds a document type definition, which no word processor writes")
    return root
