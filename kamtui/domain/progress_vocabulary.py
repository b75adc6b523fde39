"""What outcomes of touches and results of tasks may speak of: the matter of items, in English and in Russian."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What names the matter of an item, and what says that it is accomplished ("" when naming it says so).

    `begun`: whether the matter alone already proposes the item as in progress.
    """

    code: str
    matter: str
    done: str = ""
    begun: bool = False


_HEARD = (
    "received|obtained|got|gave|shared|showed|sent|told|explained|learn(t|ed)|known?|understood|described"
    "|получ|дал[иа]?\\b|передал|показал|прислал|поделил|рассказал|узнал|объяснил|выяснил|понят|описал|известн"
)
_RUNS = (
    "live|launched|running|runs|works|connected|linked|set up|started|introduced"
    "|запущ|запустил|работа(ет|ют)|подключ|настро|внедр|связал|связан"
)
_SIGNED = "signed|concluded|agreed|approved|подписа|заключ|согласов|утвержд"

RULES = (
    Rule(
        "K01",
        r"(annual|yearly) (spend|volume|demand|consumption|purchases)|годов\w+ (объем|потребност|закупк|бюджет)\w*"
        r"|объем\w* закупок (за|в|на) год|100 ?% круга",
        r"\d",
    ),
    Rule(
        "K02",
        r"(competitor|supplier)\w*'? shares?\b|share of (the |their )?wallet|дол[яиею]\w* (конкурент|поставщик)\w*",
        r"\d+ ?%|table|таблиц",
    ),
    Rule(
        "K03",
        r"(development|growth|business) plan|plans? for (the )?(next|coming) year"
        r"|план\w* развития(?! (сотрудничества|отношений|партнерства))|план\w* на (следующий|будущий) год",
        _HEARD,
        begun=True,
    ),
    Rule(
        "K04",
        r"investment (project|program|plan)\w*|capex plan|tender (plan|schedule|calendar)\w*"
        r"|инвест(проект|программ)\w*|инвестиционн\w+ (проект|программ|план)\w*|(план|график)\w* тендеров",
        _HEARD,
        begun=True,
    ),
    Rule(
        "K06",
        r"(buying|purchasing|procurement) process|budget cycle|signator(y|ies)"
        r"|процесс\w* закуп\w*|этап\w* закуп\w*|бюджетн\w+ цикл\w*|подписант\w*|кто подписывает",
        _HEARD,
    ),
    Rule(
        "K07",
        r"\bkpis?\b|financial (results|figures)|\bкпэ\b|ключев\w+ показател\w*|финансов\w+ (результат|показател)\w*",
        _HEARD,
    ),
    Rule(
        "K08",
        r"(their|client's|production|technological|cleaning) (process|cycle)|conditions of use"
        r"|технологическ\w+ (процесс|цикл|карт)\w*|услови\w+ применения",
        rf"studied|saw\b|looked at|walked|{_HEARD}|изуч|осмотр|посмотрел|разобрал|увидел",
    ),
    Rule(
        "K09",
        r"(problem|trouble|complain|unhappy|dissatisf|delay|failure|let down)\w*.{0,40}\b(supplier|competitor|vendor)"
        r"|\b(supplier|competitor|vendor)\w*.{0,40}(problem|trouble|\blate\b|delay|fail|let (them|him|her) down)"
        r"|(проблем|недовол|срыв|подвод|подвел|задерж|брак)\w*.{0,40}(поставщик|конкурент)"
        r"|(поставщик|конкурент)\w*.{0,40}(подвод|подвел|срыва|сорвал|задерж|\bбрак|проблем)",
    ),
    Rule(
        "K10",
        r"\broi\b|payback|economic effect|cost of ownership|\btco\b"
        r"|экономическ\w+ эффект\w*|окупаемост\w*|расчет\w* эффекта|стоимост\w+ владения",
        r"calculated|computed|counted|agreed|presented|рассчит|посчита|просчита|согласов|защит",
        begun=True,
    ),
    Rule(
        "K11",
        r"(their|client's|company's|growth|market) strategy|(their|key) (markets|customers)"
        r"|стратеги[ияюей]+ (развития|клиента|компании|роста)|рынк\w+ сбыта|их (заказчик|рынк)\w*",
        _HEARD,
    ),
    Rule("C10", r"introduced (us|me) to|познакомил\w* (нас|меня) с|представил\w* (нас|меня)\b|св(ел|ела) (нас|меня) с"),
    Rule(
        "I02",
        r"strateg(ic|y) session|стратегическ\w+ сесси\w*",
        r"took part|attended|participated|held|участвова|приня\w+ участие|прошл|провел|были на|была на|был на",
        begun=True,
    ),
    Rule(
        "I03",
        r"(weekly|monthly|quarterly|regular) (meeting|call|review)s? agreed"
        r"|agreed\b.{0,30}(weekly|monthly|quarterly|regular) (meeting|call|review)"
        r"|\bmeet(ings?)? (every|each|once a) (week|month|quarter|two|second)"
        r"|(договорил|согласовал|условил)\w*.{0,40}(раз в|кажд\w+|ежемесячн\w*|ежеквартальн\w*|еженедельн\w*)"
        r".{0,20}(встреч|созв|недел|месяц|квартал)|ритм\w* встреч",
    ),
    Rule(
        "I05",
        r"(visited|toured|came to|were at|was at) our (site|plant|factory|office|production|warehouse|lab)"
        r"|(visit|trip|tour|excursion) (to|of|at) our |visited us\b|came to (see )?us\b|reference visit"
        r"|(приезжал|приехал)\w* к нам|(были|был|была|побывал\w*) (у нас|на нашем|на нашей)|посетил\w* наш"
        r"|экскурси\w+ (к нам|на наш|по наш)\w*|визит\w* (к нам|на наш)\w*|у нас на (завод|производств|склад|площадк)",
        r"visited|toured|came|were at|was at|held|took place|happened|\bdone\b|liked|saw\b|shown|showed|went well"
        r"|приезжал|приехал|\bбыл[иа]?\b|побывал|посетил|прошл[иа]|прошел|состоял|провели|показал|увидел|понравил",
    ),
    Rule(
        "I06",
        r"\bpilot\b|\btrial\b|test batch|\bпилот\w*|(пробн|опытн)\w+ (парти|поставк|заказ)\w*|испытани\w+",
        r"\bdone\b|completed|finished|success|results?\b|passed|positive|went well|batch.{0,20} delivered"
        r"|delivered.{0,20} batch|заверш|прошл[иа]|прошел|проведен|провели|успешн|результат|удачн"
        r"|парти.{0,20} постав(или|лен)|постав(или|лен).{0,20} парти",
        begun=True,
    ),
    Rule(
        "I07",
        r"\btrain(ed|ing)\b.{0,40}(operator|staff|people|shift|team|employee|personnel|workshop|\d)"
        r"|\b(operator|staff|personnel)\w*.{0,20}\btrain(ed|ing)\b|trained their|\bобуч(ил|ен|ени)\w*",
        r"trained|held|\bdone\b|completed|took place|обучил|обучен[ыоа]?\b|прошл|провел|проведен|заверш",
        begun=True,
    ),
    Rule(
        "I08",
        r"(confirmed|confirms|measured)\b.{0,60}(effect|saving|gain|reduction)"
        r"|(effect|savings?|gain)\b.{0,40}(confirmed|measured)"
        r"|подтвер\w+.{0,60}(эффект|эконом|снижени)|(эффект|экономи)\w*.{0,40}подтвер\w+",
        r"confirm(ed|s)|measured|подтверди|подтвержд",
    ),
    Rule(
        "I09",
        r"(asked|invited|involved|together|jointly)\b.{0,40}(specification|\bspec\b|terms of reference)"
        r"|(specification|\bspec\b|terms of reference)\b.{0,30}(together|jointly|with us)"
        r"|(привлек|попросил|пригласил|вместе|совместно|помог)\w*.{0,50}(\bтз\b|техзадани|техническ\w+ задани)"
        r"|(\bтз\b|техзадани\w*|техническ\w+ задани\w*).{0,40}(вместе|совместно|с нами)",
    ),
    Rule(
        "I11",
        r"testimonial|\breference (letter|customer|case|for us)|gave (us )?a reference|recommend(ed us|ation)"
        r"|case study|success story|\bотзыв\w*(?! (парти|продукци))|рекомендаци\w+|порекомендова\w+ нас"
        r"|благодарственн\w+ письм\w*|\bкейс\w*",
        r"gave|given|got|received|signed|agreed|published|recommended|wrote"
        r"|\bдал[иа]?\b|получ|написал|подписа|согласил|опубликова|порекомендова",
        begun=True,
    ),
    Rule(
        "I12",
        r"\bescalation|\bclaims?\b|\bcomplaint|эскалаци\w*|рекламаци\w*|претензи\w*",
        r"\bclosed|settled|solved|resolved|закры|снят[аоы]?\b|урегулир|решен[аоы]?\b|решил",
    ),
    Rule(
        "G01",
        r"(framework|long[- ]term|master|annual|(two|three|\d)[- ]year) (supply )?(contract|agreement|frame)"
        r"|(рамочн|долгосрочн|годов)\w+ (договор|контракт|соглашени)\w*",
        r"signed|concluded|подписа|заключ",
        begun=True,
    ),
    Rule(
        "G02",
        r"preferred[- ]supplier|supplier of choice|(предпочтительн|приоритетн|стратегическ)\w+ поставщик\w*",
        r"\bgot\b|received|became|named|granted|получ|стали\b|присво|включил|признал",
        begun=True,
    ),
    Rule("G03", r"\bedi\b|\bэди\b|интеграци\w+ (систем|1с|erp|учет)\w*", _RUNS, begun=True),
    Rule(
        "G04",
        r"\bvmi\b|vendor[- ]managed|automatic replenishment|consignment stock"
        r"|автоматическ\w+ пополнени\w*|автопополнени\w*|консигнац\w*",
        _RUNS,
        begun=True,
    ),
    Rule(
        "G05",
        r"joint (production |demand )?(planning|forecast)\w*|demand forecast|совместн\w+ (планировани|прогноз)\w*"
        r"|прогноз\w* (спроса|закупок|потребност)\w*",
        rf"{_RUNS}|agreed|every (month|week|quarter)|monthly|weekly|sends?\b|договорил|согласов|ежемесячн|еженедельн"
        r"|раз в|присыла|делятся|получаем",
        begun=True,
    ),
    Rule(
        "G06",
        r"\b(customi[sz]|tailor|adapt)\w*|special (version|grade|packaging) for|доработ\w*|адаптир\w*"
        r"|под их (линию|нужды)",
        r"customi[sz]ed|tailored|adapted|delivered|approved|доработал|доработан|адаптировал|согласов|утвержд|выпустил",
        begun=True,
    ),
    Rule(
        "G07",
        r"(their|client's|customer's) (specification|standard|regulation|spec)s?\b|техуслови\w*|техническ\w+ услови\w*"
        r"|регламент\w*|спецификаци\w* (клиента|заказчика|завода)",
        r"written into|included|entered|named in|listed|внес|вписа|включ|прописа|закрепил",
    ),
    Rule(
        "G08",
        r"(joint|cross-functional|working) (team|group)|совместн\w+ (рабоч\w+ )?(групп|команд)\w*|рабоч\w+ групп\w*",
        rf"{_RUNS}|\bmet\b|meets|formed|created|создан|создал|собрал|провел|сформир",
        begun=True,
    ),
    Rule(
        "G09",
        r"\bsla\b|service[- ]level agreement|single (point of )?(contact|escalation)"
        r"|соглашени\w+ об уровне|един\w+ точк\w+ эскалаци\w*|регламент\w* эскалаци\w*",
        _SIGNED,
        begun=True,
    ),
    Rule(
        "G10",
        r"joint(ly)? (product )?develop\w*|co-?develop\w*|develop\w*.{0,20} together|совместн\w+ разработк\w*"
        r"|разрабат\w+ (вместе|совместно)|совместно разрабат\w+",
        rf"{_RUNS}|signed|jointly developed|начал|подписа|разрабатываем|ведем|разработал",
        begun=True,
    ),
    Rule(
        "G11",
        r"joint (account |business |action |development )?plan\b|account plan|совместн\w+ план(а|у|ом|е|ы|ов)?\b"
        r"|план\w* развития (сотрудничества|отношений|партнерства)|план\w* совместн\w+ (работ|действ)\w*",
        rf"{_SIGNED}|принят",
        begun=True,
    ),
    Rule(
        "G12",
        r"data exchange|(stock|inventory|purchase plan) (data|figures|reports?)|(supplier|their|client's) portal"
        r"|обмен\w* данны\w*|данны\w+ об? (остатк|закупк)\w*|остатк\w+ (на|со) склад\w*"
        r"|портал\w* (поставщик|клиент|закуп)\w*",
        rf"{_RUNS}|access|sends?\b|daily|weekly|доступ|присыла|переда(ет|ют)|ежедневн|еженедельн",
        begun=True,
    ),
)
REVIEW = (
    r"\bqbr\b|(quarter(ly)?|q[1-4]) (business )?(review|results)|(results|review) of the (last )?quarter"
    r"|итог\w* (\w+ )?квартал\w*|квартальн\w+ (обзор|итог|встреч|отчет)\w*|(результат|обзор)\w* (\w+ )?квартал\w*"
)
PLANT = (
    r"(production|plant|factory|workshop|shop floor) (tour|visit|walk)|(visited|toured|walked) (the |their )?"
    r"(production|plant|factory|workshop|shop floor|line)|(были|побывал\w*|прошл\w*|осмотрел\w*) (на |по )?(\w+ )?"
    r"(производств|цех|завод|лини)\w*|экскурси\w+ по (цех|завод|производств)\w*"
)
