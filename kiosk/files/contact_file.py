"""A shared contact as a vCard 3.0 file, the version that phones read."""

import vobject

from kiosk.files.plain_words import plain_words
from matching.contacts import Contact
from matching.names import family_name_of

MEDIA_TYPE = "text/vcard; charset=utf-8"


def contact_file(contact: Contact) -> bytes:
    """Only the fields that their owner shared; a field without words is left out."""
    card = vobject.vCard()
    name = plain_words(contact.name)
    card.add("n").value = _name_parts(name)
    card.add("fn").value = name
    if company := plain_words(contact.company):
        card.add("org").value = [company]
    if email := plain_words(contact.email):
        card.add("email").value = email
        card.email.type_param = "INTERNET"
    if phone := plain_words(contact.phone):
        card.add("tel").value = phone
        card.tel.type_param = "CELL"
    written: str = card.serialize(lineLength=75)
    return written.encode()


def _name_parts(name: str) -> vobject.vcard.Name:
    family = family_name_of(name)
    return vobject.vcard.Name(family=family, given=name.removesuffix(family).strip())
