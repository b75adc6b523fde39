"""How a paper looks in a browser and printed: ink on paper, one colour."""

STYLE = """
:root{color-scheme:light;--ink:#1f2933;--strong:#0d1117;--muted:#667080;--rule:#d5dae1;--ground:#f4f6f9;
--accent:#1f4e79;--good:#1c7a37;--warn:#8f5f00;--bad:#b3261e}
*{box-sizing:border-box}
html{background:#e9ecf0}
body{margin:0 auto;padding:56px 64px;max-width:1020px;background:#fff;color:var(--ink);
font:14.5px/1.45 "Segoe UI","Helvetica Neue",Arial,"Liberation Sans","Noto Sans",system-ui,sans-serif;
overflow-wrap:break-word}
header{border-bottom:2px solid var(--accent);padding-bottom:14px;margin-bottom:18px}
.kind{margin:0;color:var(--accent);font-weight:600;letter-spacing:.02em}
h1{margin:2px 0 12px;font-size:30px;line-height:1.15;color:var(--strong)}
h2{margin:30px 0 8px;font-size:18px;color:var(--accent);border-bottom:1px solid var(--rule);padding-bottom:4px}
h2 small,h3 small{float:right;font-weight:400;font-size:12px;color:var(--muted);padding-top:5px}
h3{margin:18px 0 6px;font-size:14.5px;color:var(--strong)}
h2,h3{break-after:avoid}
p{margin:0 0 6px}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.muted{color:var(--muted)}
.judgement{border-left:3px solid var(--rule);padding-left:12px}
.title{display:flex;flex-wrap:wrap;gap:6px 28px;margin:0}
.title dt,dl.facts dt{color:var(--muted);font-size:12px}
.title dd{margin:0;font-weight:600}
.lead{background:var(--ground);border-left:4px solid var(--muted);padding:12px 18px;margin:0 0 18px}
.lead.good{border-color:var(--good)}.lead.warn{border-color:var(--warn)}.lead.bad{border-color:var(--bad)}
.lead p{color:var(--ink);margin:2px 0}
.lead p:first-child{font-size:20px;font-weight:600;color:var(--strong)}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0 0 10px}
dl.facts.two{grid-template-columns:max-content 1fr max-content 1fr}
dl.facts dt{font-size:inherit}
dl.facts dd{margin:0}
table{border-collapse:collapse;width:100%;margin:6px 0 14px;font-size:13px;table-layout:fixed}
caption{text-align:left;color:var(--muted);font-size:12px;padding-bottom:3px}
th{text-align:left;font-weight:600;white-space:normal!important;color:var(--accent);
border-bottom:1.5px solid var(--accent);vertical-align:bottom}
th,td{padding:4px 8px 4px 0}
th+th,td+td{padding-left:8px}
td{border-bottom:1px solid var(--rule);vertical-align:top}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tr{break-inside:avoid}
caption{break-after:avoid}
tbody tr:first-child{break-before:avoid}
tr.total td{font-weight:600;border-bottom:1.5px solid var(--accent)}
tr.group td{font-weight:600;background:var(--ground);padding-left:6px;break-after:avoid}
tr.muted td{color:var(--muted)}
tr.bad td{color:var(--bad)}
ul{margin:0 0 10px;padding:0;list-style:none}
li{padding-left:1.4em;margin-bottom:2px;break-inside:avoid}
li>i{float:left;margin-left:-1.4em;font-style:normal}
li.inner{margin-left:1.4em}
.circles{display:flex;flex-wrap:wrap;gap:10px 36px;margin:10px 0 14px;break-inside:avoid}
figure{margin:0;text-align:center;flex:0 1 200px}
figure svg{width:100%;max-width:190px;height:auto}
figcaption b{display:block}
figcaption{font-size:12.5px}
.beside{display:grid;gap:0 28px;align-items:start}
.map td{padding:4px;border:1px solid var(--rule);font-size:12px}
.map th{padding:4px;border:1px solid var(--rule);font-size:12px;background:var(--ground)}
.map tbody th{color:var(--muted);font-weight:400;vertical-align:top}
.card{margin-bottom:5px;break-inside:avoid}
.card:last-child{margin:0}
.card b{font-weight:600}
.card span{display:block;color:var(--muted);font-size:11px}
.card.ghost{border:1px dashed var(--accent);border-radius:3px;padding:1px 4px}
.card.ghost b{font-weight:400;color:var(--accent)}
footer{margin-top:28px;border-top:1px solid var(--rule);padding-top:6px;color:var(--muted);font-size:12px}
@page{size:A4;margin:16mm 15mm 17mm}
@page wide{size:A4 landscape}
@page{@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#667080}}
@media print{
html{background:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{padding:0;max-width:none;font-size:9pt;line-height:1.35}
h1{font-size:19pt}h2{font-size:12.5pt;margin-top:14pt}h3{font-size:10pt}
table{font-size:8.5pt}caption,h2 small,h3 small{font-size:7.5pt}thead{display:table-header-group}
th,td{padding-top:2px;padding-bottom:2px}
.map.wide{page:wide}
.map td,.map th{font-size:6.8pt;padding:2px 3px;line-height:1.2}.card span{font-size:6.2pt}
.kind{font-size:10pt}.lead p:first-child{font-size:13pt}
}
""".strip()

ONE_PAGE = """
body{padding:36px 48px;font-size:13px}
h1{font-size:24px;margin-bottom:8px}header{padding-bottom:8px;margin-bottom:10px}
h2{margin:12px 0 4px;font-size:14.5px;padding-bottom:2px}
table{font-size:12px;margin:4px 0 6px}th,td{padding:2px 6px 2px 0}th+th,td+td{padding-left:6px}
.lead{padding:8px 14px;margin-bottom:10px}.lead p:first-child{font-size:16px}
.circles{gap:4px 16px;margin:2px 0;flex-wrap:nowrap}figure svg{max-width:120px}figcaption{font-size:11px}
ul{margin-bottom:4px}footer{display:none}
@page{size:A4;margin:11mm 13mm}
@media print{
body{padding:0;font-size:8.5pt;line-height:1.3}caption,h2 small{font-size:7pt}
h1{font-size:15pt;margin-bottom:4pt}h2{font-size:9.5pt;margin-top:6pt}
table{font-size:7.3pt}th,td{padding-top:1px;padding-bottom:1px}
.lead p:first-child{font-size:11pt}.lead{margin-bottom:6pt;padding:5pt 9pt}
figure svg{max-width:27mm}figcaption{font-size:7pt}.kind{font-size:8.5pt}.title dt{font-size:7pt}
}
""".strip()
