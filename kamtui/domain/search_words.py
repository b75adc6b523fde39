"""What kinds of records and their fields are called where something was found."""

from __future__ import annotations

from kamtui.domain.search import Kind
from kamtui.i18n import N_, _, pgettext

_FIELDS = {
    "code": N_("code"),
    "entities": N_("legal entity"),
    "inn": N_("ИНН"),
    "units": N_("site"),
    "industry": N_("industry"),
    "region": N_("region"),
    "note": N_("note"),
    "position": N_("position"),
    "unit": N_("site"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "ways": N_("phone, e-mail"),
    "left_to": N_("left to"),
    "ties": N_("ties"),
    "lines": N_("ties"),
    "moves": N_("why moved"),
    "kam_comment": N_("the KAM's comment"),
    "head_comment": N_("the head's comment"),
    "result": N_("result"),
    "resource": N_("resource"),
    "resource_person": N_("resource"),
    "resource_note": N_("resource"),
    "cause": N_("reason"),
    "resolution": N_("resolution"),
    "people": N_("people"),
    "product": N_("product"),
    "category": N_("category"),
    "competitor": N_("competitor"),
    "competitors": N_("competitors"),
    "next_step": N_("next step"),
    "reason": N_("reason"),
    "why": N_("why"),
    "source": N_("source"),
    "platform": N_("platform"),
    "criteria": N_("criteria"),
    "number": N_("number"),
    "place": N_("place"),
    "evidence": N_("evidence"),
    "documents": N_("documents"),
    "improvement": N_("improvement"),
    "department": N_("department"),
    "answer": N_("answer"),
    "supplier": N_("supplier"),
}


def field_words(field: str) -> str:
    """What a field is called; "" for the text that a record is."""
    return _(_FIELDS[field]) if field in _FIELDS else ""


def kind_words(kind: Kind) -> str:
    """The heading over records of a kind."""
    return {
        Kind.ACCOUNT: pgettext("found", "Accounts"),
        Kind.CONTACT: pgettext("found", "People"),
        Kind.TASK: pgettext("found", "Tasks"),
        Kind.ESCALATION: pgettext("found", "Escalations"),
        Kind.OPPORTUNITY: pgettext("found", "Opportunities"),
        Kind.INITIATIVE: pgettext("found", "Client initiatives"),
        Kind.TENDER: pgettext("found", "Tenders"),
        Kind.CONTRACT: pgettext("found", "Contracts"),
        Kind.MEETING: pgettext("found", "Meetings"),
        Kind.PROMISE: pgettext("found", "Promises"),
        Kind.GOAL: pgettext("found", "Goals"),
        Kind.PLAN: pgettext("found", "Plans"),
        Kind.REVIEW: pgettext("found", "Quarter reviews"),
        Kind.PROGRESSION: pgettext("found", "Progressions"),
        Kind.TOUCH: pgettext("found", "Touches"),
        Kind.NOTE: pgettext("found", "Notes"),
        Kind.FINDING: pgettext("found", "Findings"),
        Kind.WALLET: pgettext("found", "Wallet"),
    }[kind]
