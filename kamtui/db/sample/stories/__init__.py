"""The nine stories, in the order in which they are written."""

from __future__ import annotations

from kamtui.db.sample.stories import altai, baltic, kuban, metropol, nord, siberia, ural, volga, zavolzhye

STORIES = (
    nord.STORY,
    volga.STORY,
    kuban.STORY,
    siberia.STORY,
    baltic.STORY,
    ural.STORY,
    zavolzhye.STORY,
    metropol.STORY,
    altai.STORY,
)
