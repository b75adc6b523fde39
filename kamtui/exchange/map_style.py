"""The look of the map in HTML: the colours of the screens, dark or light as the reader's system is, ink on paper."""

_DARK = """
--ground:#14161b;--panel:#1c2029;--rule:#323845;--text:#d4d8e0;--strong:#f5f7fa;--muted:#8d95a5;--faint:#5c6475;
--accent:#6fb3ff;--good:#84cf93;--warn:#e8bd6c;--bad:#f2817a;--white:#f5f7fa;--on-white:#2d323b;
--good-ground:#2c5a38;--warn-ground:#5d4a22;--bad-ground:#6a302e;
"""
_LIGHT = """
--ground:#fbfbfa;--panel:#f0f2f5;--rule:#d5d9e0;--text:#2d323b;--strong:#0d1117;--muted:#667080;--faint:#9aa2b0;
--accent:#1763c6;--good:#1c7a37;--warn:#8f5f00;--bad:#c4232f;--white:#ffffff;--on-white:#2d323b;
--good-ground:#bfe5c8;--warn-ground:#f4e0b4;--bad-ground:#f6c9c6;
"""

STYLE = f"""
:root{{color-scheme:dark light;{_DARK}}}
@media (prefers-color-scheme:light){{:root{{{_LIGHT}}}}}
*{{box-sizing:border-box}}
body{{margin:0 auto;padding:24px 28px;max-width:1800px;background:var(--ground);color:var(--text);
font:14px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}}
header{{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:baseline;margin-bottom:12px}}
h1{{margin:0;font-size:22px;color:var(--strong)}}
header p{{margin:0;color:var(--muted)}}
h2{{margin:0 0 8px;padding-bottom:4px;font-size:15px;color:var(--strong);border-bottom:1px solid var(--rule)}}
b{{color:var(--strong);font-weight:600}}
i{{font-style:normal}}
.good{{color:var(--good)}}.warn{{color:var(--warn)}}.bad{{color:var(--bad)}}
.muted{{color:var(--muted)}}.accent,.star{{color:var(--accent)}}
table{{border-collapse:collapse;width:100%}}
th{{font-weight:600;text-align:left}}
.map{{table-layout:fixed}}
.map thead th{{padding:4px 6px;color:var(--strong);border-bottom:1px solid var(--rule);overflow-wrap:anywhere}}
.map thead td,.map tbody th{{width:116px}}
.map tbody th{{padding:8px 8px 8px 0;vertical-align:top;color:var(--muted);font-weight:400}}
.map tbody th b{{font-size:17px}}
.map tbody th span{{display:block;font-size:12px}}
.map td{{padding:6px;vertical-align:top;border-bottom:1px solid var(--rule)}}
.map tbody th{{border-bottom:1px solid var(--rule)}}
.map .cover{{width:92px;white-space:nowrap}}
.map.many{{font-size:12px}}
.card{{padding:5px 8px 6px;margin-bottom:6px;background:var(--panel);border:1px solid transparent;border-radius:4px;
overflow-wrap:anywhere;break-inside:avoid}}
.card:last-child{{margin-bottom:0}}
.card.ghost{{background:none;border:1px dashed var(--accent)}}
.card.ghost b{{color:var(--accent);font-weight:500}}
.card.gone,.card.gone b{{color:var(--faint)}}
.position{{color:var(--muted)}}
.gone .position{{color:var(--faint)}}
.roles{{color:var(--accent)}}
.foot{{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 8px;color:var(--muted)}}
.bar{{color:var(--text);letter-spacing:1px}}
.bar i{{color:var(--faint)}}
.bar i.accent{{color:var(--accent)}}
.guess{{color:var(--faint);font-size:11px}}
.legend{{display:flex;flex-wrap:wrap;gap:2px 18px;margin:10px 0 18px;color:var(--muted);font-size:12px}}
.dash{{display:inline-block;width:22px;height:10px;border:1px dashed var(--accent);border-radius:3px}}
.below{{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(430px,100%),1fr));gap:20px 32px}}
section{{break-inside:avoid;min-width:0}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:3px 16px;margin:0}}
dt{{color:var(--muted)}}
dd{{margin:0;overflow-wrap:anywhere}}
ul{{margin:0;padding:0;list-style:none}}
li{{margin-bottom:4px;overflow-wrap:anywhere}}
li span{{display:block;color:var(--muted)}}
section.wide{{grid-column:1/-1;break-inside:auto}}
.lines{{columns:270px 3;column-gap:28px}}
li{{break-inside:avoid}}
li em{{color:var(--muted);font-style:normal}}
li em.bad{{color:var(--bad)}}
.why{{display:flex;flex-wrap:wrap;gap:0 14px;margin-top:8px;color:var(--muted);font-size:12px}}
.note{{margin:6px 0 0;color:var(--muted);font-size:12px}}
.heat{{table-layout:fixed}}
.heat td,.heat th{{padding:3px 2px;text-align:center;border:2px solid var(--ground);font-size:12px}}
.heat thead th{{font-weight:400;color:var(--muted);font-size:11px;vertical-align:bottom}}
.heat thead th span{{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;
line-height:1.15;max-height:112px}}
.heat thead td,.heat tbody th{{width:22px;color:var(--strong)}}
.heat td.good{{background:var(--good-ground);color:var(--strong)}}
.heat td.warn{{background:var(--warn-ground);color:var(--strong)}}
.heat td.bad{{background:var(--bad-ground);color:var(--strong)}}
.heat td.pale{{opacity:.55}}
.heat tbody td.white{{background:var(--white);color:var(--on-white);box-shadow:inset 0 0 0 1px var(--rule)}}
.heat td i{{margin-left:3px;color:var(--accent)}}
.heat td.white i{{margin:0;color:#1763c6}}
@page{{size:A4 landscape;margin:9mm}}
@media print{{
:root{{color-scheme:light;{_LIGHT}--ground:#ffffff}}
*{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
body{{padding:0;max-width:none;font-size:10px;line-height:1.3}}
h1{{font-size:16px}}h2{{font-size:11px;margin-bottom:4px}}
.map.many{{font-size:8px}}
.map thead td,.map tbody th{{width:78px}}
.map tbody th span,.legend,.why,.note,.guess{{font-size:8px}}
.map tbody th{{padding:3px 4px 3px 0}}
.map td{{padding:3px}}
.map .cover{{width:62px}}
.card{{padding:2px 5px 3px;margin-bottom:3px}}
.legend{{margin:5px 0 8px}}
.below{{grid-template-columns:1fr 1fr;gap:10px 20px}}
.heat td,.heat th{{font-size:8px;padding:1px}}
.heat thead th{{font-size:8px}}
li{{margin-bottom:2px}}
.lines{{columns:3}}
}}
""".strip()
