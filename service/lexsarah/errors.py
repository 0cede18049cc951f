"""Every error that lexsarah raises on purpose.

Each has a stable ``code`` for programs and an English ``message`` for logs and the API; the pages translate the code
into Swedish (``ui/texts.py``). Library exceptions are mapped to these once, where the library is called.
"""


class LexSarahError(Exception):
    """Root of the tree.

    Parameters
    ----------
    message
        What is wrong and what to do, in English, without document text or names.
    """

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableFile(LexSarahError):
    """A file that cannot be read; the others in the same command go on."""

    code = "unreadable_file"


class FileNotReadable(UnreadableFile):
    """It does not exist or may not be opened."""

    code = "file_not_found"


class EmptyFile(UnreadableFile):
    """No bytes, or no text in them."""

    code = "empty_file"


class FileTooLarge(UnreadableFile):
    """More bytes, pages or characters than the limits allow."""

    code = "file_too_large"


class UnsupportedFormat(UnreadableFile):
    """A format that is not read (the message names it and says what to do)."""

    code = "unsupported_format"


class EncryptedFile(UnreadableFile):
    """A password is needed to read it."""

    code = "encrypted_file"


class CorruptFile(UnreadableFile):
    """The bytes are not a whole file of their format."""

    code = "corrupt_file"


class UnsafeFile(UnreadableFile):
    """A file made to exhaust the reader (a zip bomb, say)."""

    code = "unsafe_file"


class NoTextLayer(UnreadableFile):
    """Pictures of pages alone, and reading them from their picture (OCR) is switched off or found nothing."""

    code = "no_text_layer"


class OcrUnavailable(UnreadableFile):
    """Pages that have to be read from their picture, on a machine without Tesseract or its Swedish data."""

    code = "ocr_unavailable"


class ReadingTimedOut(UnreadableFile):
    """Reading took longer than the limit."""

    code = "reading_timed_out"


class SyntheticNotAllowed(LexSarahError):
    """An invented sample document outside a demonstration home."""

    code = "synthetic_not_allowed"


class ConfigurationError(LexSarahError):
    """A setting that cannot be used."""

    code = "configuration"


class GoldUnusable(LexSarahError):
    """Annotated cases that cannot be measured against."""

    code = "gold_unusable"


class TooFewDocuments(LexSarahError):
    """Too few corrected documents to learn from."""

    code = "too_few_documents"


class StoreError(LexSarahError):
    """The database cannot be used."""

    code = "store"


class CorrectedByPerson(LexSarahError):
    """A person has said something of the document: no reading replaces it."""

    code = "corrected_by_person"


class NotFound(LexSarahError):
    """Nothing by that id that the reader may see."""

    code = "not_found"


class ModelError(LexSarahError):
    """An artefact in models/ is missing, damaged or made with other versions."""

    code = "model"


class ReadingFailed(UnreadableFile):
    """Something that no stage foresaw: ours to mend."""

    code = "reading_failed"
