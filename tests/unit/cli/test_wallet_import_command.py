"""`kamtui import wallet`, and the wallet share that `kamtui accounts` then gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_share_of_the_wallet_after_an_import(seeded: Run, tmp_path: Path) -> None:
    file = tmp_path / "wallet.csv"
    file.write_text(
        "клиент;поставщик;год;сумма;источник;дата\nNORD;все;2026;40 млн;закупщик;01.03.2026\nNORD;мы;2026;12 млн;;\n",
        encoding="utf-8",
    )
    assert {row["wallet_share"] for row in seeded("accounts", "--json").data} == {None}
    done = seeded("import", "wallet", str(file), "--json")
    assert (done.data["read"], done.data["created"]) == (2, 2)
    rows = {row["code"]: row for row in seeded("accounts", "--json", "--why").data}
    assert {code: row["wallet_share"] for code, row in rows.items()} == {"NORD": 0.3, "DAIRY": None, "PACK": None}
    why = rows["NORD"]["why"]["wallet_share"]
    assert (why["value"], why["rule"]) == (0.3, "our part ÷ wallet")
    assert why["parts"][0] == {"label": "Wallet 2026", "value": "40000000.00", "note": "закупщик; 1 Mar 2026"}
    assert rows["PACK"]["why"]["wallet_share"]["rule"] == "the wallet of 2026 is not estimated"
    assert seeded("undo").code == 0
    assert {row["wallet_share"] for row in seeded("accounts", "--json").data} == {None}


def test_share_over_the_whole_is_rejected_with_the_way_out(seeded: Run, tmp_path: Path) -> None:
    file = tmp_path / "wallet.csv"
    file.write_text("account,supplier,year,amount\nNORD,all,2026,40\nNORD,us,2026,41\n", encoding="utf-8")
    done = seeded("import", "wallet", str(file))
    assert done.code == 0
    assert "created 1, updated 0, unchanged 0, rejected 1" in done.out
    assert "raise the total first" in " ".join(done.out.split())
