"""The columns of import files, by kind, under their usual names.

Each line below is `field | English names | Russian names`; the first of each is the one we use ourselves, the later
ones are what accounting systems and CRMs write. Earlier names win where two columns of a file mean one field.
`*` marks a field that is needed.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Field(NamedTuple):
    """A column that an import understands: snake_case name, whether it is needed, names by falling preference."""

    name: str
    needed: bool
    names: tuple[str, ...]


_KINDS = {
    "accounts": """
name * | account, account name, customer, customer name, client, company, company name, title, organization |
  клиент, название, наименование, название клиента, наименование клиента, компания, партнёр, контрагент, организация
code | account code, customer code, customer id, account id, client code, id |
  код, код клиента, код контрагента, код партнёра, идентификатор
legal_entity | entity, legal name, registered name |
  юрлицо, юридическое лицо, юр лицо, наименование юрлица, полное наименование, контрагент
inn | tax id, tax number, tax no, vat id, vat number, tin |
  инн, инн кпп, инн контрагента, инн клиента, инн юрлица
category | account category, customer category | категория, категория клиента, класс клиента
owner | kam, key account manager, account manager, account owner, manager, sales manager, responsible |
  кам, менеджер, ответственный, ответственный менеджер, основной менеджер, менеджер клиента
deputy | backup, deputy kam, substitute | замещающий, замещающий кам, заместитель
parent | parent account, parent company, head company, holding, group |
  головная компания, холдинг, материнская компания, группа компаний, головной контрагент
industry | sector | отрасль, сфера деятельности, вид деятельности
region | territory, city | регион, область, территория, бизнес регион, город
since | client since, customer since, start date | с, клиент с, работаем с, дата начала, дата начала сотрудничества
strategic | strategic importance, importance | стратегическая важность, важность
cadence | cadence days, rhythm | ритм, ритм касаний, частота касаний
""",
    "contacts": """
account * | account name, account code, customer, customer name, client, company, company name, organization |
  клиент, название клиента, компания, контрагент, партнёр, организация
name * | full name, contact, contact name, person | фио, имя, ф и о, контактное лицо, контакт, имя контакта, сотрудник
first_name | given name, forename | первое имя, личное имя, имя
middle_name | patronymic | отчество
last_name | surname, family name | фамилия
categories | product categories, category | категории, категория
position | job title, title | должность
unit | site, plant, branch, department, division | подразделение, филиал, площадка, отдел
level | dmp level, dmp | уровень, уровень лпр
function | business function | функция
roles | role, buying role, buying roles | роли, роль, роль в закупке, роли в закупке
attitude | stance | отношение
influence | degree of influence | влияние
strength | relationship, relationship level, relationship strength | глубина, уровень отношений, глубина отношений
email | e mail, mail, email address | почта, электронная почта, эл почта, адрес электронной почты
phone | telephone, phone number, work phone, business phone | телефон, рабочий телефон, тел
mobile | mobile phone, cell, cell phone | мобильный, мобильный телефон, сотовый, сотовый телефон
messenger | telegram, whatsapp, skype, viber | мессенджер, мессенджеры, телеграм
birthday | birth date, date of birth, dob | день рождения, дата рождения, др
language | preferred language | язык, язык общения
favours | favors, prefers, preference | за кого, кого предпочитает, кому отдаёт предпочтение, предпочитает, симпатии
competitor | favoured competitor | конкурент
note | notes, comment, comments, remark | заметка, заметки, примечание, комментарий
reports_to | manager, boss, supervisor | руководитель, начальник, подчиняется, непосредственный руководитель
""",
    "orders": """
account * | account name, customer, customer name, client, company, buyer, account code, customer code, sold to |
  клиент, контрагент, покупатель, заказчик, партнёр, название клиента, наименование клиента, код клиента,
  код контрагента
inn | tax id, tax number, vat id, vat number, tin | инн, инн кпп, инн контрагента, инн клиента, инн покупателя
order * | order no, order id, sales order, so no, invoice no, invoice, document no, document, no |
  заказ, номер заказа, заказ номер, номер, номер документа, документ номер, документ,
  документ продажи, документ реализации, реализация, накладная, номер накладной, счёт, номер счёта,
  регистратор, заказ клиента
line | line no, line id, position | строка, номер строки, позиция
date * | order date, invoice date, document date, sale date, posting date, day, period |
  дата, дата заказа, дата документа, дата продажи, дата реализации, дата отгрузки, дата накладной, период, день
category | product category, product group, item group, product line, group |
  категория, категория товара, товарная категория, группа, товарная группа, группа товаров, номенклатурная группа,
  группа номенклатуры, вид номенклатуры, категория номенклатуры
product | item, product name, item name, sku, article, goods, description |
  товар, номенклатура, наименование товара, наименование, продукт, продукция, артикул
quantity | qty, quantity sold, volume | количество, кол во, кол, объём
uom | unit of measure, measure, um | ед изм, единица измерения, ед, единица, еи
price | unit price, price per unit | цена, цена за единицу, цена за ед, цена без ндс, цена с ндс
amount | revenue, net amount, line total, total, sum, sales, net sales, turnover, gross amount, value |
  сумма, выручка, сумма без ндс, выручка без ндс, стоимость без ндс, сумма продажи, стоимость продажи, стоимость,
  оборот, всего, итого, сумма с ндс, выручка с ндс
margin | gross margin, gross profit, profit | маржа, валовая прибыль, маржинальная прибыль, прибыль
cost | cogs, cost of goods, cost of goods sold, cost of sales, total cost |
  себестоимость, себестоимость продаж, сумма себестоимости, стоимость закупки
via | via distributor, distributor, dealer, reseller | через дистрибьютора, дистрибьютор, дистрибутор, дилер, через
unit | site, plant, branch, ship to | подразделение, филиал, площадка, завод
""",
    "wallet": """
account * | account name, account code, customer, customer name, client, company, company name |
  клиент, название клиента, код клиента, компания, контрагент, партнёр, покупатель
category | product category, product group, product line, group |
  категория, категория товара, товарная категория, группа, товарная группа, группа товаров
supplier * | vendor, competitor, bought from, seller | поставщик, конкурент, у кого покупает, продавец
year * | fiscal year | год, финансовый год
amount * | value, sum, estimate, wallet, volume, total | сумма, оценка, кошелёк, объём, ёмкость, сумма закупки, итого
high | amount to, up to, upper end, maximum | сумма до, до, верхняя граница, максимум
source | origin, said by | источник, откуда, кто сказал
date | as of, day, estimated on, estimate date | дата, на дату, дата оценки
""",
    "progressions": """
code * | id, no, item code | код, шифр, номер
category | group, section | категория, группа, раздел
core | core set, basic | ядро, основной, основной набор, базовый
weight | points | вес, баллы
expires_months | expires after months, expires, expiry, valid months |
  срок месяцев, срок, срок годности, устаревает через, действует месяцев
title_en | title, name, progression, title english | название en, название английское
title_ru | title russian, russian | название, прогрессия, наименование, название ru, название русское
evidence_en | evidence, evidence hint, proof | чем подтверждается en, подтверждение en
evidence_ru | evidence russian | чем подтверждается, подтверждение, доказательство, чем подтверждается ru
retired | out of use, archived | снята, снято, выведен, выведена, архив
account | own item of, customer, client, account code, company | клиент, код клиента, контрагент, компания
""",
    "initiatives": """
account * | account name, account code, customer, customer name, client, company, company name |
  клиент, название клиента, код клиента, компания, контрагент, партнёр
title * | initiative, client initiative, project, name, subject | инициатива, инициатива клиента, название, проект, тема
source | known from, from | источник, откуда знаем, откуда
relevant | relevance, is relevant | релевантна, релевантность, релевантно
category | product category, our category | категория, наша категория, категория товара, товарная категория
amount | value, revenue, potential, sum | сумма, объём, выручка, потенциал
probability | chance, likelihood | вероятность, шанс
quarter | period, fiscal quarter | квартал, кв, период
competitor | competitors, against | конкурент, конкуренты, против кого
""",
    "tasks": """
account * | account name, account code, customer, customer name, client, company, company name |
  клиент, название клиента, код клиента, компания, контрагент, партнёр
title * | task, task title, subject, what, action, to do, name | задача, название, что сделать, действие, тема
quarter | period, fiscal quarter | квартал, кв, период
due | due date, deadline, until, by when | срок, срок исполнения, дата, крайний срок, до
owner | responsible, assigned to, assignee, who | ответственный, исполнитель, кто
resource | resources, internal resource, department | ресурс, ресурсы, внутренний ресурс, подразделение, отдел
priority | importance | приоритет, важность
status | state | статус, состояние
result | outcome, comment | результат, итог, комментарий
""",
    "touches": """
account * | account name, account code, customer, customer name, client, company, company name |
  клиент, название клиента, код клиента, компания, контрагент, партнёр
date * | day, on, contact date, start date | дата, день, дата контакта, дата касания, дата звонка, дата встречи
kind | type, activity, activity type, channel | вид, тип, вид касания, тип касания, тип контакта, канал
people | participants, contact, contacts, attendees, with, who | участники, с кем, контакт, контакты, контактное лицо
outcome | result, summary, notes, description, subject, comment | итог, результат, содержание, описание, комментарий
next | next step, follow up, next action | следующий шаг, дальше, далее, что дальше
proactive | begun by us, outgoing | проактивно, проактивное, исходящее, наша инициатива
""",
}

KINDS = tuple(_KINDS)


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of an import kind, in the order of the documentation."""
    found = []
    for line in _KINDS[kind].replace("\n  ", " ").strip().splitlines():
        head, english, russian = (part.strip() for part in line.split("|"))
        name = head.removesuffix("*").strip()
        # Our own two names first, then the others of both languages in turn.
        ours, theirs = [name, *_listed(english)], _listed(russian)
        names = [word for pair in zip(ours, theirs, strict=False) for word in pair]
        shorter = min(len(ours), len(theirs))
        names += ours[shorter:] + theirs[shorter:]
        found.append(Field(name, head.endswith("*"), tuple(dict.fromkeys(names))))
    return tuple(found)


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]
