"""Words of positions in English and Russian: ranks with their level, and fields of work with their function.

Phrases are divided by `;`. A word that ends in `*` stands for its case forms among ranks, for all that begins so
among fields; `*` alone is any word. Letters are small, ё is е, signs between words are blanks.
"""

from __future__ import annotations

from kamtui.domain.words import Function

_MANAGEMENT, _TECHNICAL = Function.MANAGEMENT, Function.TECHNICAL

# Level, the function that the rank implies by itself, phrases.
RANKS: tuple[tuple[int, Function | None, str], ...] = (
    (
        5,
        _MANAGEMENT,
        "owner; co owner; coowner; founder; co founder; cofounder; shareholder; proprietor; ceo; chief executive;"
        " chief executive officer; managing director; general director; general manager; country manager; chairman;"
        " chairwoman; chairperson; president; board member; member of the board; managing partner;"
        " собственник*; совладелец; совладельц*; владелец; владельц*; учредител*; основател*; сооснователь; акционер*;"
        " бенефициар*; президент*; генеральн* директор*; генеральный; управляющ* директор*; управляющ* партнер*;"
        " председател* правления; председател* совета; член совета директоров; глава компании; глава холдинга;"
        " руководител* компании; руководител* предприятия; руководител* организации",
    ),
    (4, _MANAGEMENT, "executive director; исполнительн* директор*; branch director; директор* филиала"),
    (4, _MANAGEMENT, "член правления; member of the management board"),
    (4, Function.FINANCE, "cfo"),
    (4, _TECHNICAL, "cto"),
    (4, Function.IT, "cio; ciso; cdo"),
    (4, Function.PRODUCTION, "coo; plant manager; factory manager; mill manager; управляющ* заводом"),
    (4, Function.PROCUREMENT, "cpo"),
    (4, Function.SALES, "cmo; cco; cso"),
    (4, Function.QUALITY, "cqo"),
    (4, Function.LEGAL, "clo; general counsel"),
    (
        4,
        None,
        "director; directors; vice president; vp; svp; evp; avp; chief * officer; chief * * officer; top manager;"
        " вице президент*; директор*; управляющ*; топ менеджер*",
    ),
    (
        3,
        _TECHNICAL,
        "chief engineer; chief technologist; chief process engineer; chief mechanic; chief power engineer;"
        " chief designer; главн* инженер*; главн* технолог*; главн* механик*; главн* энергетик*; главн* конструктор*",
    ),
    (3, Function.FINANCE, "chief accountant; chief economist; главн* бухгалтер*; главн* экономист*"),
    (3, Function.LEGAL, "corporate secretary; корпоративн* секретар*"),
    (
        3,
        None,
        "head; chief; superintendent; department manager; treasurer; казначей; казначе*; начальник*; руководител*;"
        " заведующ*; глава; главн*",
    ),
    (2, Function.PRODUCTION, "foreman; мастер*; начальник* смены; начальник* участка"),
    (2, Function.IT, "product owner; system administrator; владелец продукта; сисадмин*; системн* администратор*"),
    (
        2,
        None,
        "manager; managers; engineer; engineers; specialist; specialists; expert; analyst; buyer; buyers; purchaser;"
        " merchandiser; accountant; economist; controller; lawyer; counsel; attorney; technologist; designer; chemist;"
        " developer; programmer; architect; coordinator; planner; dispatcher; inspector; auditor; supervisor;"
        " consultant;"
        " representative; lead; leader; process owner; technician; marketer; logistician; scientist; researcher;"
        " agronomist; chief specialist; chief expert;"
        " менеджер*; инженер*; специалист*; эксперт*; аналитик*; снабженец; снабженц*; закупщик*; закупщиц*; байер*;"
        " товаровед*; категорийщик*; тендеролог*; бухгалтер*; экономист*; контролер*; контроллер*; юрист*;"
        " юрисконсульт*; адвокат*; технолог*; конструктор*; проектировщик*; механик*; энергетик*; метролог*; химик*;"
        " микробиолог*; программист*; разработчик*; архитектор*; айтишник*; логист*; диспетчер*; координатор*;"
        " планировщик*; инспектор*; аудитор*; ревизор*; маркетолог*; сбытовик*; консультант*; представител*;"
        " финансист*; агроном*; ведущ*; владелец процесса; супервайзер*; администратор*;"
        " главн* специалист*; главн* эксперт*; руководител* проекта; руководител* проектов; руководител* группы",
    ),
    (
        1,
        None,
        "operator; storekeeper; warehouseman; driver; worker; clerk; intern; trainee; receptionist; office manager;"
        " laboratory assistant; lab assistant; mechanic; fitter; electrician; welder; user;"
        " оператор*; кладовщик*; кладовщиц*; водител*; рабоч*; стажер*; офис менеджер*; делопроизводител*; лаборант*;"
        " слесар*; наладчик*; электрик*; электромонтер*; сварщик*; аппаратчик*; грузчик*; комплектовщик*; приемщик*;"
        " упаковщик*; машинист*; бригадир*; пользовател*; экспедитор*",
    ),
)
# These stand one level below the rank that follows, or on level 1 whatever rank stands beside them.
DEPUTIES = "deputy; vice; adviser; advisor; заместител*; вице; советник*"
ASSISTANTS = "assistant; assistants; secretary; pa; помощник*; помощниц*; ассистент*; секретар*; референт*"

# Fields of work by how telling their words are: of the first group with any, the word that comes first counts.
FIELDS: tuple[dict[Function, str], ...] = (
    {
        Function.PROCUREMENT: "procurement; purchas*; buying; buyer; buyers; sourcing; supply; supplies; supplier*;"
        " vendor*; category manager; tender*; merchandis*; закуп*; снабж*; снаб; омтс; омто; мтс; мто;"
        " материально техническ*; поставщик*; категорийн*; категорийщик*; тендер*; товаровед*; байер*; комплектаци*",
        Function.QUALITY: "quality; qa; qc; qhse; laboratory; lab; certification; food safety; metrology; качеств*;"
        " отк; окк; смк; лаборатор*; лаборант*; лаб; сертификац*; стандартизац*; метролог*; микробиолог*;"
        " пищев* безопасност*; контролер*; техническ* контрол*",
        Function.FINANCE: "financ*; accounting; accountant; accounts payable; treasur*; controlling; controller;"
        " economist; budget*; tax; audit*; финанс*; бухгалтер*; казнач*; контроллинг*; контроллер*; эконом*; бюджет*;"
        " налог*; аудит*; ревизор*; планово экономическ*; пэо",
        Function.LEGAL: "legal; law; lawyer; counsel; attorney; compliance; contracts; юр; юрист*; юридич*;"
        " юрисконсульт*; правов*; право; комплаенс*; договорн*; адвокат*",
        Function.IT: "it; ict; information; infosec; software; digital; data; cyber*; developer; programmer; erp; sap;"
        " 1с; ит; айти; айтишник*; асу; информационн*; информатизац*; цифров*; программист*; разработчик* по; кибер*;"
        " сисадмин*; системн* админ*",
        Function.LOGISTICS: "logist*; supply chain; warehous*; storekeeper; transport*; shipping; deliver*; freight;"
        " distribution; fleet; driver; dispatcher; логист*; склад*; кладовщи*; транспорт*; цеп* поставок; поставок;"
        " поставк*;"
        " доставк*; экспедитор*; водител*; диспетчер*; перевоз*; отгруз*; автопарк*",
        Function.SALES: "sales; marketing; marketer; brand*; business development; key account*; export; trade;"
        " customer*; advertising; продаж*; сбыт*; маркет*; бренд*; реклам*; экспорт*; торгов*; ключев* клиент*;"
        " клиентск*; работе с клиентами",
        Function.PRODUCTION: "production; manufactur*; operations; operational; brewer; brewmaster; cheesemaker; baker;"
        " операционн* директор*;"
        " производств*; пивовар*; сыродел*; сыровар*; пекар*; винодел*",
        _MANAGEMENT: "strategy; strategic; стратег*; правлени*; general management",
    },
    {
        _TECHNICAL: "technical; technolog*; engineer*; maintenance; repair*; process; automation; rnd; design*;"
        " research; mechanic*; energy; power; utilities; техническ*; технолог*; инженер*; конструктор*; механик*;"
        " энергет*; ремонт*; кипиа; кип; асутп; автоматизац*; ниокр; разработк* продукт*; рецептур*; химик*; слесар*;"
        " наладчик*; электрик*; электромонтер*; энергоцех*; энергослужб*",
        Function.SALES: "commercial; коммерческ*",
    },
    {
        Function.PRODUCTION: "plant; factory; mill; brewery; shop floor; workshop; shift; line; foreman; cip;"
        " sanitation;"
        " hygiene; санитар*; мойк*; завод*; фабрик*;"
        " комбинат*; цех*; смен*; участк*; линии; мастер*; аппаратчик*; бригадир*; упаковщик*",
    },
)
# Words that look like a field of work and are none.
NO_FIELD = "экономическ* безопасност*; economic security; коммерческ* тайн*; information desk; замен*"

# Abbreviations written as one word: the beginning, and what may follow it.
JOINED = (
    ("зам", "ген дир нач рук глав гл упр през пред зав фин тех ком"),
    ("ген", "дир"),
    ("фин", "дир"),
    ("тех", "дир"),
    ("комм", "дир"),
    ("ком", "дир"),
    ("исп", "дир"),
    ("упр", "дир"),
    ("глав", "бух инж тех мех энерго спец эконом"),
    ("нач", "отдел цех смен отк снаб участ произв управ бюро служб омтс склад"),
    ("зав", "склад лаб произв отдел цех сектор каф"),
    ("рук", "отдел групп проект служб"),
)
# Words that change nothing about a rank.
ACTING = "и о; врио; acting; interim"
# Then written out.
WRITTEN_OUT = {
    "зам": "заместитель",
    "ген": "генеральный",
    "фин": "финансовый",
    "тех": "технический",
    "ком": "коммерческий",
    "комм": "коммерческий",
    "исп": "исполнительный",
    "упр": "управляющий",
    "дир": "директор",
    "дира": "директора",
    "гл": "главный",
    "глав": "главный",
    "бух": "бухгалтер",
    "инж": "инженер",
    "мех": "механик",
    "энерго": "энергетик",
    "спец": "специалист",
    "нач": "начальник",
    "зав": "заведующий",
    "рук": "руководитель",
    "отд": "отдела",
}
# After "director" these say that it is the director of the whole company.
FIRMS = (
    "of the company; llc; ltd; ооо; зао; оао; пао; ао; ип; компани*; предприяти*; организаци*; холдинг*; обществ*;"
    " фирм*"
)
