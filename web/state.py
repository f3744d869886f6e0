"""The keys of the URL and of the session's state, their defaults, and how bad values are mended.

The URL of the walk is read once, when a visitor arrives; from then on it has one writer, the stage
in the browser. There steps live, of which Python hears nothing; of Back, of a pinned unit and of
another pair the stage tells by a report. So no answer that is late can undo what was done
meanwhile. The page about the readers has no stage: there the URL itself says whose card is shown.
So do the pages that compare and that ask why; what their URLs hold is in `web.comparison` and in
`web.study`.
"""

import re
import secrets
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from cells import Wiring, tokenize
from views import cuts, own

VERSION = "1"
"""Version of the links. Defaults never change within a version, so that old links keep meaning."""

LONGEST_LINK = 4_000
"""Characters of a sentence that a link can hold: servers and chat programs cut longer ones."""

_FIELDS = ("sentence", "reader", "pair", "unit", "cut", "lesson")
_KEYS = ("v", "step", *_FIELDS)

_LONGEST_WORD = 40
_PLACE = re.compile(r"[a-z0-9-]{1,60}\.[1-9][0-9]{0,2}", re.ASCII)
_STEP = re.compile(r"0*[1-9][0-9]{0,8}", re.ASCII)

SENTENCE, PRESET, FRONT, OTHER = "sentence", "preset", "front_reader", "other_reader"
"""Keys of widgets in the session's state."""

STAGE = "stage"
"""Key of the stage, whose state is its newest report."""

WALK = "walk"
"""Key of what is on screen. Unlike a widget's key it outlives a visit to another page."""

WELCOME = "welcome"
"""Key that says whether to greet: someone came without a link, and has not begun yet."""

VISIT = "visit"
"""Key of what tells this visit from others in the same tab, and of the walk that it began with."""

TOLD = "told"
"""Key of what is wrong with a report, to be said on the next run."""

CARD = "card"
"""Key of the widget that says whose card is shown."""

STUDIO, SWITCHES = "studio", "switches"
"""Keys of what a visitor has of their own, and of where the switches of the wiring stand."""

PANEL, ENCOURAGE, SAME_CELL, UPLOAD = "gate_types", "encourage", "same_cell", "upload"
"""Keys of widgets in the panel of gate types."""

REFUSED, NEWS = "refused", "news"
RACE = "race"
"""Keys of what is said on the next run: why a training or a file was refused, what was trained."""

Session = MutableMapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Walk:
    """What is on screen; `unit` is None until someone pins one, `surgery` what is forced.

    `lesson` is the place in a lesson, such as "one-bit.2"; "" outside of lessons.
    """

    sentence: str = "the cat, which already ate the apples, was full"
    reader: str = "gru"
    pair: tuple[str, str] = ("was", "were")
    unit: int | None = None
    surgery: tuple[cuts.Cut, ...] = ()
    lesson: str = ""

    def link(self) -> dict[str, str]:
        """Return the parameters of the URL but for the step, always in the same order."""
        link = {"v": VERSION}
        if len(self.sentence) <= LONGEST_LINK:
            link["sentence"] = self.sentence
        link |= {"reader": self.reader, "pair": "/".join(self.pair)}
        if self.unit is not None:
            link["unit"] = str(self.unit)
        link |= {"cut": cuts.write(self.surgery)} if self.surgery else {}
        return {**link, "lesson": self.lesson} if self.lesson else link


def arrive(link: Mapping[str, str], session: Session, readers: Sequence[str]) -> list[str]:
    """Take up the link of a visitor who is new; return what had to be put right in it."""
    if WALK in session:
        return []
    session.setdefault(WELCOME, not link)
    session[WALK], complaints = parse(link, readers)
    if (wired := own.wiring(link.get("reader", ""))) and link["reader"] not in readers:
        session[SWITCHES] = (wired, session[WALK].reader)
    return complaints


def begun(session: Session) -> None:
    """Greet no longer: someone has found a way in."""
    session[WELCOME] = False


def begin(session: Session, link: Mapping[str, str], readers: Sequence[str]) -> None:
    """Show what a link of our own says, in place of the walk there was."""
    walk, _ = parse(link, readers)
    session[WALK], session[SENTENCE] = walk, walk.sentence


def current(session: Session) -> Walk:
    """Return what is to be shown; call it before any widget is drawn."""
    walk: Walk = session[WALK]
    session.setdefault(SENTENCE, walk.sentence)
    walk = replace(walk, sentence=session[SENTENCE])
    session[WALK] = walk
    return walk


def visit(session: Session) -> tuple[str, bool]:
    """Return a name of this visit, and whether anything has been chosen in it yet.

    A tab whose server was started anew is on another visit, and brings back what this one lost.
    """
    name, first = session.setdefault(VISIT, (secrets.token_hex(4), session[WALK]))
    return name, first != session[WALK]


def show_card(link: Mapping[str, str], session: Session, readers: Sequence[str]) -> list[str]:
    """Take up whose card a link asks for, else the reader of the walk; return what was put right.

    Call it before the widget of `CARD` is drawn.
    """
    walk: Walk = session.get(WALK, Walk())
    wanted = link.get("reader")
    session[CARD] = wanted if wanted in readers else _reader(walk, {}, readers)[0].reader
    if wanted in (None, session[CARD]):
        return []
    return [f"There is no reader of the name in this link: here is {session[CARD]} instead."]


def link_card(link: MutableMapping[str, str], session: Session, reader: str | None = None) -> None:
    """Write into the link whose card to show: a reader's, or that of the one chosen in the box."""
    link["reader"] = reader or session[CARD]


def change(session: Session, **fields: Any) -> None:
    """Show something else; another reader's units mean something else, so none stays pinned."""
    walk: Walk = session[WALK]
    if fields.get("reader", walk.reader) != walk.reader:
        fields = {"unit": None, **fields}
    session[WALK] = replace(walk, **fields)
    if "sentence" in fields:
        session[SENTENCE] = fields["sentence"]


def follow(report: object, session: Session, readers: Sequence[str]) -> None:
    """Do what the stage reports: it names what its visitor chose there, and nothing else.

    One with a version is a whole link, of a visitor who is back after the server's end.
    """
    asked = unfold(report)
    if "v" in asked:
        session[WELCOME] = False
    if "reader" in asked and asked["reader"] not in readers:
        _, session[TOLD] = _reader(session[WALK], asked, readers)
        if wired := own.wiring(asked["reader"]):
            session[SWITCHES] = (wired, session[WALK].reader)
        asked = {name: asked[name] for name in asked if name not in ("reader", "unit")}
    if not _is_pair(asked.get("pair", "was/were")):
        session[TOLD] = "These are not two different words to compare, such as was and were."
        asked = {name: value for name, value in asked.items() if name != "pair"}
    walk, _ = parse({**session[WALK].link(), **asked}, readers)
    named = {"surgery" if name == "cut" else name for name in asked if name in _FIELDS}
    change(session, **{name: getattr(walk, name) for name in named})


def told(session: Session) -> list[str]:
    """Return, once, what was wrong with the last report."""
    return [session.pop(TOLD)] if TOLD in session else []


def unfold(written: object) -> dict[str, str]:
    """Read the parameters out of a report of the browser; of anything else, none."""
    if not isinstance(written, str) or written.count("&") > len(_KEYS):
        return {}
    return {
        name: value for name, value in parse_qsl(written, keep_blank_values=True) if name in _KEYS
    }


def parse(link: Mapping[str, str], readers: Sequence[str]) -> tuple[Walk, list[str]]:
    """Read a link; whatever is missing gets its default, whatever is wrong also gets a sentence."""
    walk, complaints = Walk(), []
    if "sentence" in link:
        walk = replace(walk, sentence=link["sentence"])
    if link.get("v", VERSION) != VERSION:
        complaints.append("This link is of another version of Gatewalk; what it shares was kept.")
    for mend in (_reader, _step, _pair, _unit, _surgery, _lesson):
        walk, complaint = mend(walk, link, readers)
        complaints += [complaint] if complaint else []
    return walk, complaints


def fit(session: Session, units: int) -> tuple[Walk, list[str]]:
    """Bring the pinned unit into a reader of `units` units; return what had to be put right."""
    walk: Walk = session[WALK]
    if walk.unit is None or walk.unit < units:
        return walk, _unlinked(walk)
    change(session, unit=None)
    complaint = f"There is no unit {walk.unit}: this reader has 0 to {units - 1}."
    return session[WALK], [complaint, *_unlinked(walk)]


def fit_surgery(session: Session, wiring: Wiring, words: int, units: int) -> tuple[Walk, list[str]]:
    """Bring the surgery into a sentence and a reader; return what had to be put right."""
    walk: Walk = session[WALK]
    kept, complaints = cuts.fitting(walk.surgery, wiring, words, units)
    if kept != walk.surgery:
        change(session, surgery=kept)
    return session[WALK], complaints


def beyond(link: Mapping[str, str], words: int) -> list[str]:
    """Tell if the step of a link is beyond the end of its sentence; the stage shows the last."""
    wanted = link.get("step", "1")
    if not _STEP.fullmatch(wanted) or int(wanted) <= words:
        return []
    noun = "word" if words == 1 else "words"
    return [f"Step {int(wanted)} is beyond the end: this sentence has {words} {noun}."]


def _unlinked(walk: Walk) -> list[str]:
    if len(walk.sentence) <= LONGEST_LINK:
        return []
    limit = f"{LONGEST_LINK:,} characters"
    return [f"This sentence is longer than a link can hold ({limit}): copy it before you reload."]


def _reader(walk: Walk, link: Mapping[str, str], readers: Sequence[str]) -> tuple[Walk, str | None]:
    wanted = link.get("reader", walk.reader)
    if wanted in readers:
        return replace(walk, reader=wanted), None
    known = walk.reader if walk.reader in readers else next(iter(readers), walk.reader)
    if "reader" not in link:
        return replace(walk, reader=known), None
    complaint = f"There is no reader of the name in this link: {known} reads instead."
    if own.wiring(wanted):
        complaint = (
            "The reader in this link was trained in another session: train one like it again, or "
            f"load its file, both under Gate types. Meanwhile {known} reads."
        )
    return replace(walk, reader=known), complaint


def _step(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    if _STEP.fullmatch(link.get("step", "1")):
        return walk, None
    return walk, "The step in this link is no number from 1 on: the walk starts at the first word."


def _pair(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    pair = link.get("pair", "/".join(walk.pair))
    if _is_pair(pair):
        first, second = pair.split("/")
        return replace(walk, pair=(first, second)), None
    return walk, "The pair in this link is not two words such as was/were: was/were is shown."


def _is_pair(pair: str) -> bool:
    """Tell whether this is two words, each read as one, that differ in more than their case."""
    words = pair.split("/")
    short = all(len(word) <= _LONGEST_WORD for word in words)
    different = len({word.casefold() for word in words}) == len(words) == 2
    return short and different and all(tokenize(word) == (word,) for word in words)


def _unit(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    if "unit" not in link:
        return walk, None
    if re.fullmatch(r"[0-9]{1,6}", link["unit"], re.ASCII):
        return replace(walk, unit=int(link["unit"])), None
    return walk, "The unit in this link is no number: the unit that tells most is shown."


def _surgery(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    surgery, complaint = cuts.parse(link.get("cut", ""))
    return replace(walk, surgery=surgery), complaint


def _lesson(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    wanted = link.get("lesson", "")
    if not wanted or _PLACE.fullmatch(wanted):
        return replace(walk, lesson=wanted), None
    return walk, "The lesson in this link is no name and number, such as one-bit.2: none is shown."
