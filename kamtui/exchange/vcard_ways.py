"""Phones, e-mails and messengers in vCards: which property is which way to reach a person, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.phones import phone_key
from kamtui.domain.words import WayKind
from kamtui.exchange.values import cell_text
from kamtui.exchange.vcard_lines import Property, line_value
from kamtui.i18n import _, pgettext

LABEL_LIMIT = 40
# Messengers as cards name them, and as people do.
SERVICES = {
    "telegram": "Telegram", "tg": "Telegram", "whatsapp": "WhatsApp", "skype": "Skype", "viber": "Viber", "icq": "ICQ",
    "max": "MAX", "vk": "VK", "signal": "Signal", "wechat": "WeChat", "jabber": "Jabber", "xmpp": "Jabber",
    "gtalk": "Google Talk", "google-talk": "Google Talk", "teams": "Teams", "msteams": "Teams", "zoom": "Zoom",
    "телеграм": "Telegram", "телеграмм": "Telegram", "ватсап": "WhatsApp", "вайбер": "Viber", "скайп": "Skype",
    "facebook": "Facebook", "linkedin": "LinkedIn", "msn": "MSN", "aim": "AIM", "yahoo": "Yahoo", "qq": "QQ",
}  # fmt: skip
_SCHEMES = {"Telegram": "telegram", "WhatsApp": "whatsapp", "Skype": "skype", "Viber": "viber", "Jabber": "xmpp"}
_NO_SERVICES = frozenset(("im", "sip", "sips", "x-apple", "tel", "http", "https"))
_LINKS = re.compile(r"(?:https?://)?(?:www\.)?(t\.me|telegram\.me|wa\.me|vk\.com)/@?([\w.+-]+)/?", re.IGNORECASE)
_LINKED = {"t.me": "Telegram", "telegram.me": "Telegram", "wa.me": "WhatsApp", "vk.com": "VK"}
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_MOBILE = re.compile(r"(?:\+?7|8)\D*9(?:\D*\d){9}\D*")
_TYPE_WORDS = {
    "FAX": ("fax", "workfax", "homefax", "факс"),
    "CELL": ("mobile", "cell", "iphone", "мобильный", "сотовый"),
    "PAGER": ("pager", "пейджер"),
    "WORK": ("work", "рабочий", "рабочая"),
    "HOME": ("home", "домашний", "домашняя", "личный", "личная"),
}


def way_key(way: Way) -> tuple[WayKind, str]:
    """By what two ways are the same one: the digits of a phone, the letters of an address in any case."""
    digits = phone_key(way.value) if way.kind is WayKind.PHONE else ""
    return way.kind, digits or way.value.casefold()


def rank_of(one: Property) -> int:
    """Its place among those of its kind: what is preferred first, what nobody speaks into last."""
    return one.rank + 1000 * bool(one.types & {"FAX", "PAGER", "BBS", "MODEM"})


def with_label(way: Way, label: str) -> Way:
    """A messenger's number that serves another messenger too carries both their names."""
    both = f"{way.label}, {label}" if way.label else label
    said = _services(label) <= _services(way.label)
    if way.kind is not WayKind.MESSENGER or not label or said or len(both) > LABEL_LIMIT:
        return way
    return way._replace(label=both)


def _services(label: str) -> set[str]:
    words = (word.strip().lower() for word in label.split(","))
    return {SERVICES.get(word, word) for word in words}


def way_of(one: Property, text: str, own_label: str) -> Way | None:
    """The way that a property gives: `text` is its value as people read it, `own_label` the label beside it.

    None for other properties, and for an e-mail that is no address.
    """
    if not text:
        return None
    if one.name == "TEL":
        value = _phone(text)
        return Way(WayKind.PHONE, value, _label(one, own_label)) if value else None
    if one.name == "EMAIL":
        value = bare_email(text)
        return Way(WayKind.EMAIL, value, _label(one, own_label)) if is_email(value) else None
    found = _messenger(one, text)
    if found is None or not found[1]:
        return None
    service, value = found
    known, own = SERVICES.get(service.lower(), service), cell_text(own_label)
    label = own if own and known in ("", SERVICES.get(own.lower())) else known
    return Way(WayKind.MESSENGER, value, cell_text(label[:LABEL_LIMIT]))


def _messenger(one: Property, text: str) -> tuple[str, str] | None:
    """Service and address of a messenger; None for any other property."""
    service = "".join(one.params.get("X-SERVICE-TYPE") or one.params.get("SERVICE-TYPE") or ())
    if one.name == "IMPP":
        scheme, colon, rest = text.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z][\w.+-]*", scheme):
            return service, text
        address = cell_text(unquote(rest.removeprefix("//").partition("?")[0]))
        return service or ("" if scheme.lower() in _NO_SERVICES else scheme), address
    if one.name == "X-SOCIALPROFILE":
        kinds = [word for word in one.params.get("TYPE", ()) if word.upper() != "PREF"]
        user = "".join(one.params.get("X-USER", ())) or text.rstrip("/").rpartition("/")[2].removeprefix("x-apple:")
        return service or "".join(kinds[:1]), cell_text(user)
    if one.name == "URL":
        link = _LINKS.fullmatch(text)
        return (_LINKED[link[1].lower()], link[2]) if link else None
    service = one.name.removeprefix("X-").lower().removesuffix("-username")
    return (service, text) if one.name.startswith("X-") and service in SERVICES else None


def _label(one: Property, own: str) -> str:
    """The user's own word for a phone or e-mail, else what its types mean."""
    standard = _APPLE_LABEL.fullmatch(own)
    if standard is not None:
        kind = _type_of(standard[1])
        return _type_label(kind) if kind else cell_text(standard[1][:LABEL_LIMIT]).lower()
    if own:
        return cell_text(cell_text(own)[:LABEL_LIMIT])
    kind = next((kind for kind in _TYPE_WORDS if kind in one.types), "")
    return _type_label(kind) if kind else _type_label("CELL") if "IPHONE" in one.types else ""


def _phone(text: str) -> str:
    if not text.lower().startswith("tel:"):
        return text
    number, *rest = unquote(text[4:]).split(";")
    extension = next((part[4:] for part in rest if part.lower().startswith("ext=")), "")
    return cell_text(number + (" " + _("ext. {number}").format(number=extension) if extension else ""))


def bare_email(text: str) -> str:
    """The address in `mailto:…` or `Name <…>`."""
    text = text[7:] if text.lower().startswith("mailto:") else text
    framed = re.fullmatch(r"[^<>]*<([^<>\s]+)>", text)
    return framed[1] if framed else text


def is_email(text: str) -> bool:
    """Whether a text may be an e-mail address."""
    return "@" in text[1:-1] and " " not in text


def _type_of(label: str) -> str:
    return next((kind for kind, words in _TYPE_WORDS.items() if label.casefold() in words), "")


def _type_label(kind: str) -> str:
    return {
        "FAX": pgettext("way label", "fax"),
        "CELL": pgettext("way label", "mobile"),
        "PAGER": pgettext("way label", "pager"),
        "WORK": pgettext("way label", "work"),
        "HOME": pgettext("way label", "home"),
    }[kind]


def mobile_label() -> str:
    """How a mobile phone is labelled."""
    return _type_label("CELL")


def way_lines(contact: Contact) -> Iterator[str]:
    """Every way to reach a contact as lines of a 3.0 card, the main phone and e-mail marked as preferred."""
    if contact.phone:
        kind = "CELL" if _MOBILE.fullmatch(contact.phone) else "WORK"
        yield f"TEL;TYPE={kind},VOICE,PREF:{line_value(contact.phone)}"
    if contact.email:
        yield f"EMAIL;TYPE=INTERNET,PREF:{line_value(contact.email)}"
    for number, way in enumerate(contact.ways, start=1):
        yield from _messenger_lines(way, number) if way.kind is WayKind.MESSENGER else _typed_lines(way, number)


def _typed_lines(way: Way, number: int) -> Iterator[str]:
    label = cell_text(way.label)
    kind = _type_of(label)
    base = "INTERNET" if way.kind is WayKind.EMAIL else "" if kind in ("FAX", "PAGER") else "VOICE"
    types = ",".join(word for word in (kind, base) if word)
    line = f"{'TEL' if way.kind is WayKind.PHONE else 'EMAIL'};TYPE={types}:{line_value(way.value)}"
    said = label == (_type_label(kind) if kind else "")
    yield from _labelled(line, "" if said else label, number)


def _messenger_lines(way: Way, number: int) -> Iterator[str]:
    label = cell_text(way.label)
    service = SERVICES.get(label.lower(), "")
    scheme = _SCHEMES.get(service, "im")
    named = f";X-SERVICE-TYPE={service}" if service else ""
    line = f"IMPP{named}:{scheme}:{quote(cell_text(way.value), safe='@+')}"
    yield from _labelled(line, "" if service == label else label, number)
    if scheme != "im":  # for the programs that came before IMPP
        yield f"X-{service.upper()}:{line_value(way.value)}"


def _labelled(line: str, label: str, number: int) -> Iterator[str]:
    """A line with a label of the user's own beside it, which Apple and Google show."""
    if label:
        yield f"item{number}.{line}"
        yield f"item{number}.X-ABLabel:{line_value(label)}"
    else:
        yield line
