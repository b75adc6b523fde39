"""The words of the line of a touch: what it was, who began it, and by what means."""

from __future__ import annotations

from kamtui.domain.words import TouchKind


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


_KINDS: dict[TouchKind, str] = {
    TouchKind.CALL: "call called phone phoned rang звонок звонил звонила позвонил позвонила звонили позвонили созвон "
    "созвонился созвонилась созвонились перезвонил перезвонила перезвонили телефон",
    TouchKind.MESSAGE: "message msg messaged wrote texted chat telegram whatsapp сообщение написал написала написали "
    "писал писала писали чат переписка списался списалась списались мессенджер",
    TouchKind.MEETING: "meeting met meet встреча встретился встретилась встретились встречался встречалась встречались",
    TouchKind.VISIT: "visit visited came визит посетил посетила посетили приехал приехала приехали "
    "заехал заехала заехали приезжал приезжала приезжали выезд",
    TouchKind.EMAIL: "email e-mail mail emailed e-mailed mailed letter письмо почта имейл",
    TouchKind.EVENT: "event exhibition conference webinar мероприятие выставка конференция вебинар",
    TouchKind.SURVEY: "survey опрос анкета",
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# Words for what somebody has done: who stands before one has begun it ("Kim called").
VERBS = _set(
    "called phoned rang messaged wrote texted visited came emailed e-mailed mailed met",
    "звонил звонила позвонил позвонила звонили позвонили созвонился созвонилась созвонились перезвонил перезвонила",
    "перезвонили написал написала написали писал писала писали списался списалась списались встретился встретилась",
    "встретились встречался встречалась встречались посетил посетила посетили приехал приехала приехали заехал заехала",
    "заехали приезжал приезжала приезжали",
)
ONE_SIDED = frozenset((TouchKind.CALL, TouchKind.MESSAGE, TouchKind.EMAIL, TouchKind.VISIT))
WITH = _set("with w/ to from с со у от к ко до")
FROM = _set("from от")
AND = _set("and и & + ,")
# Who began it, when it was they: before or after the word for the kind.
TO_US = _set("us me нам нас мне")
THEIRS = TO_US | _set("they he she incoming inbound client customer они он она входящий входящее входящая клиент")
OURS = _set("we i мы я")
# "had a call with", "была встреча с": words that lead to the kind and say no more.
LEADING = _set(
    "had got a an the just short quick",
    "был была было были прошел прошла прошло состоялся состоялась состоялось только что",
)
BY = _set("on via by over in through в во по на через")
_MEANS = {
    TouchKind.CALL: _set("phone skype zoom teams телефону мобильный мобильному зуме зум скайпе скайп тимсе"),
    TouchKind.MESSAGE: _set(
        "telegram whatsapp viber slack wechat телеграм телеграме телеграмм телеграмме телеге телегу тг ватсап ватсапе",
        "вотсап вотсапе вацап вацапе вайбер вайбере мессенджере мессенджер чате",
    ),
    TouchKind.EMAIL: _set("email e-mail mail почте почту"),
}
MEANS = {word: kind for kind, words in _MEANS.items() for word in words}
