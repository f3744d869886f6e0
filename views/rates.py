"""What surgery does to the verdicts of readers, as a table: measured over many sentences."""

from collections.abc import Mapping
from typing import Any

from views import presets
from views.cards import NONE, share
from views.tables import Table

REPORT = "surgery.json"
"""The file beside the readers that holds what was measured, by reader."""

WHY = (
    "What the walk shows for one sentence, over many. The sentences have a plural noun between "
    'the subject and the verb, as "the key near the doors", and their nouns were held out of '
    "training. Where the subject no longer decides, half of the verdicts are right by chance. "
    "Where the forget gate is learned, it is held with the update gate."
)

_ROWS: Mapping[str, str] = {
    "right": "right verb, left alone",
    "turned": "number unit's gate forced open at the plural: singular verdicts that turn to were",
    "shut": "number unit's gate forced shut at the subject: right verb",
    "silenced": "number unit silenced: right verb",
    "silenced_other": "another unit silenced, mean of several: right verb",
}


def table(report: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return a row for each thing done and a column a reader; what is not there is a dash."""
    head = ("what is done", *(presets.title(name) for name in report))
    rows = [
        ("sentences", *(str(rates.get("sentences", NONE)) for rates in report.values())),
        *((what, *(_share(of, key) for of in report.values())) for key, what in _ROWS.items()),
    ]
    return Table("Verdicts under surgery", head, rows)


def _share(rates: Mapping[str, Any], key: str) -> str:
    found = rates.get(key)
    return share(found) if isinstance(found, int | float) else NONE
