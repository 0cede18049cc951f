"""Mail: headers as fields, the body in its best form, older mails in order, attachments apart."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.errors import EncryptedFile, UnreadableFile, UnsafeFile
from lexsarah.ingest import Limits
from lexsarah.parse.mail.message import parse_message
from lexsarah.parse.mail.mime import attachments
from lexsarah.records import BlockKind, ParsedDocument, SourceFile

Read = Callable[..., ParsedDocument]

SUBJECT = "Rapport om ett larm som inte fungerade natten mot lördagen på Lärkbacken"


def mail(body: str | None = "Hej!", subject: str = SUBJECT) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Åsa Ekbäck <asa@exempel.se>"
    message["To"] = "registrator@exempel.se"
    message["Date"] = "Tue, 05 Mar 2024 23:12:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = "<1@exempel.se>"
    if body is not None:
        message.set_content(body)
    return message


def parsed(content: bytes) -> ParsedDocument:
    return parse_message(SourceFile("0" * 64, "message/rfc822", "a.eml", "upload", content), Limits())


def names(message: EmailMessage, limits: Limits | None = None) -> list[str]:
    return [name for name, _ in attachments(message.as_bytes(), limits or Limits())]


def test_headers_are_fields_and_the_subject_is_the_title(read: Read) -> None:
    document = read(mail().as_bytes())
    assert document.title == SUBJECT
    assert [
        (document.slice(one.label), document.slice(one.value))
        for one in document.blocks
        if one.kind is BlockKind.FIELD and one.label and one.value
    ] == [
        ("Från", "Åsa Ekbäck (asa@exempel.se)"),
        ("Till", "registrator@exempel.se"),
        ("Datum", "2024-03-05 23:12"),
        ("Ämne", SUBJECT),
    ]
    assert document.text.endswith("\n\nHej!")


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "base64"), ("iso-8859-1", "quoted-printable")])
def test_encodings(read: Read, charset: str, encoding: str) -> None:
    message = mail(None)
    message.set_content("Åtgärder för nätterna behövs.", charset=charset, cte=encoding)
    assert read(message.as_bytes(policy=SMTP)).text.endswith("Åtgärder för nätterna behövs.")


def test_wrongly_declared_encoding_is_read_as_swedish() -> None:
    head = b"From: a@exempel.se\nContent-Type: text/plain; charset=okand\n\n"
    assert "Åtgärder" in parsed(head + "Åtgärder".encode("cp1252")).text
    assert "Åtgärder" in parsed(head.replace(b"okand", b"utf-8") + "Åtgärder".encode("cp1252")).text


def test_plain_text_is_chosen_unless_the_page_holds_a_form(read: Read) -> None:
    message = mail("Som text.")
    message.add_alternative("<html><body><p>Som sida.</p></body></html>", subtype="html")
    assert "Som text." in read(message.as_bytes()).text
    form = mail("Som text.")
    form.add_alternative(
        "<table><tr><th>Enhet</th><td>Lärkan</td></tr></table><p><input type=checkbox checked> SoL</p>", subtype="html"
    )
    document = read(form.as_bytes())
    assert "Som text." not in document.text
    assert [one.checked for one in document.blocks if one.kind is BlockKind.CHECKBOX] == [True]
    assert "Enhet\tLärkan" in document.text


def test_older_mails_stay_in_order_without_their_marks(read: Read) -> None:
    document = read(mail("Se nedan.\n\n> Vad hände?\n>\n>> Larmet tystnade.\n>> Ingen kom.\n").as_bytes())
    body = document.text[document.text.index("Se nedan.") :]
    assert body == "Se nedan.\n\nVad hände?\n\nLarmet tystnade.\nIngen kom."


def test_flowed_lines_are_joined() -> None:
    head = b"From: a@exempel.se\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed; charset=utf-8\n\n"
    body = "Larmet tystnade \nunder natten.\n-- \nÅsa\n"
    assert parsed(head + body.encode()).text.endswith("Larmet tystnade under natten.\n--\nÅsa")


def test_attachments_are_files_of_their_own() -> None:
    message = mail("Se bilagorna.")
    message.add_alternative('<p>Se bilagorna. <img src="cid:logo@x"></p>', subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(b"x", "image", "png", cid="<logo@x>", filename="logo.png")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Rapport åäö.pdf")
    message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="../../foto.jpg")
    message.add_attachment("En rapport.", filename="rapport.txt")
    message.add_attachment(b"x", maintype="application", subtype="octet-stream")
    message.add_attachment(mail("Inre.", subject="Vidarebefordrat"))
    found = dict(attachments(message.as_bytes(), Limits()))
    assert list(found) == ["logo.png", "Rapport åäö.pdf", "foto.jpg", "rapport.txt", "bilaga 5", "Vidarebefordrat.eml"]
    assert found["Rapport åäö.pdf"] == b"%PDF"
    assert "Inre." in parsed(found["Vidarebefordrat.eml"]).text
    assert "En rapport." not in parsed(message.as_bytes()).text


def test_pictures_that_the_text_shows_are_no_files() -> None:
    message = mail(None)
    message.set_content('<p>Hej <img src="cid:logo@x"></p>', subtype="html")
    message.add_related(b"x", "image", "png", cid="<logo@x>", filename="logo.png")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    assert names(message) == ["a.pdf"]


def test_synthetic_mark(read: Read) -> None:
    marked = mail()
    marked["Keywords"] = "synthetic: true; exempel"
    assert read(marked.as_bytes()).synthetic
    assert read(mail("Hej!\n\n<!-- synthetic: true; Påhittat exempel -->\n").as_bytes()).synthetic
    assert not read(mail().as_bytes()).synthetic


def test_bounds() -> None:
    message = mail()
    for at in range(3):
        message.add_attachment(bytes(100), maintype="application", subtype="pdf", filename=f"{at}.pdf")
    with pytest.raises(UnsafeFile, match="more than 2"):
        names(message, Limits(max_members=2))
    with pytest.raises(UnsafeFile, match="larger"):
        names(message, Limits(max_unpacked_bytes=250))
    assert len(names(message, Limits(max_members=3, max_unpacked_bytes=300))) == 3


@pytest.mark.parametrize("depth", [40, 2000])
def test_parts_nested_without_end(depth: int) -> None:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(depth))
    with pytest.raises(UnsafeFile):
        parsed(b"From: a@exempel.se\nMIME-Version: 1.0\n" + head + b"\nHej")


def test_sealed_message() -> None:
    message = mail(None)
    message.set_content(b"x", maintype="application", subtype="pkcs7-mime")
    with pytest.raises(EncryptedFile):
        parsed(message.as_bytes())


LINES = st.sampled_from(
    [
        "From: =?utf-8?q?=C3=A5?= <a@exempel.se>", "Date: i går", "Date: Tue, 99 Mar 2024 10:12:00 +9999", "",
        "Subject: =?x?b?!!?=", "Content-Type: multipart/alternative; boundary=b", "--b", "--b--", "> svar", "Hej",
        "Content-Type: text/html; charset=x", "Content-Transfer-Encoding: base64", "<table><tr><td>a</table>",
        "Content-Disposition: attachment; filename*=utf-8''%E5", "Content-Type: message/rfc822", "=E5=", "\x00",
        "Content-Type: text/plain; format=flowed", "Content-ID: <x>", "Content-Transfer-Encoding: quoted-printable",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_lines_give_a_document_or_a_known_error(lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    try:
        document = parsed(content)
        list(attachments(content, Limits()))
    except UnreadableFile:
        return
    assert document.text
