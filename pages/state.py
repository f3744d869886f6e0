"""Every key of the URL and of the session's state, their defaults, and how bad values are mended.

The URL and the widgets can both change between two runs. Whichever changed is right: a key of the
URL that is no longer what it was at the last run came from a link, from Back, or from the stage in
the browser, which writes its steps there itself; otherwise the widget holds the newest value.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

VERSION = "1"
"""Version of the links. Defaults never change within a version, so that old links keep meaning."""

LONGEST_LINK = 4_000
"""Characters of a sentence that a link can hold: servers and chat programs cut longer ones."""

_KEYS = ("v", "sentence", "reader", "step", "pair", "unit")

_WORD = re.compile(r"[\w'’-]{1,40}")

SENTENCE, PRESET, FRONT, OTHER = "sentence", "preset", "front_reader", "other_reader"
"""Keys of widgets in the session's state."""

STAGE = "stage"
"""Key of the stage, whose state is the link as the browser last wrote it."""

READER, LINK = "reader", "link"
"""Keys of what else the session knows: the reader chosen, and the link last seen or written."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What is on screen. `step` counts from 1; `unit` is None until someone pins one."""

    sentence: str = "the cat, which already ate the apples, was full"
    reader: str = "gru"
    step: int = 1
    pair: tuple[str, str] = ("was", "were")
    unit: int | None = None

    def link(self) -> dict[str, str]:
        """Return the parameters of the URL, always in the same order."""
        link = {"v": VERSION}
        if len(self.sentence) <= LONGEST_LINK:
            link["sentence"] = self.sentence
        link |= {"reader": self.reader, "step": str(self.step), "pair": "/".join(self.pair)}
        return link if self.unit is None else {**link, "unit": str(self.unit)}


def unfold(written: object) -> dict[str, str]:
    """Read the parameters out of a link as the browser wrote it; of anything else, none."""
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
    for mend in (_reader, _step, _pair, _unit):
        walk, complaint = mend(walk, link, readers)
        complaints += [complaint] if complaint else []
    return walk, complaints


def merge(
    link: Mapping[str, str], state: MutableMapping[Any, Any], readers: Sequence[str]
) -> tuple[Walk, list[str]]:
    """Bring the URL and the widgets together, and set the widgets to what is right.

    Call it before any widget is drawn.
    """
    last: Mapping[str, str] | None = state.get(LINK)
    walk, complaints = parse(link, readers)
    if last is None or link.get("sentence") != last.get("sentence") or SENTENCE not in state:
        state[SENTENCE] = walk.sentence
    if last is None or link.get("reader") != last.get("reader") or READER not in state:
        state[READER] = walk.reader
    # Noted at once, with the widgets: a run can be broken off anywhere further down, and the next
    # one must not take a link that was followed already for one that nobody followed.
    state[LINK] = dict(link)
    if state[READER] != walk.reader:  # another reader's units mean something else
        walk = replace(walk, unit=None)
    return replace(walk, sentence=state[SENTENCE], reader=state[READER]), complaints


def arrived(link: Mapping[str, str], state: Mapping[Any, Any]) -> bool:
    """Tell whether the URL brings something new: a link, a step, or Back."""
    return dict(link) != state.get(LINK)


def fit(walk: Walk, words: int, units: int, *, asked: bool) -> tuple[Walk, list[str]]:
    """Bring step and unit into a reading of `words` words and `units` units.

    A step beyond the end is worth a sentence only if a link `asked` for it: a shorter sentence or
    another reader may simply have fewer.
    """
    complaints = []
    if walk.step > words:
        noun = "word" if words == 1 else "words"
        complaints.append(f"Step {walk.step} is beyond the end: this sentence has {words} {noun}.")
        walk = replace(walk, step=words)
    if walk.unit is not None and walk.unit >= units:
        complaints.append(f"There is no unit {walk.unit}: this reader has 0 to {units - 1}.")
        walk = replace(walk, unit=None)
    return walk, [*(complaints if asked else []), *_unlinked(walk)]


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
    return replace(walk, reader=known), complaint


def _step(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    wanted = link.get("step", "1")
    if re.fullmatch(r"0*[1-9][0-9]{0,8}", wanted, re.ASCII):
        return replace(walk, step=int(wanted)), None
    return walk, "The step in this link is no number from 1 on: the walk starts at the first word."


def _pair(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    words = link.get("pair", "/".join(walk.pair)).split("/")
    if len(words) == len(set(words)) == 2 and all(_WORD.fullmatch(word) for word in words):
        return replace(walk, pair=(words[0], words[1])), None
    return walk, "The pair in this link is not two words such as was/were: was/were is shown."


def _unit(walk: Walk, link: Mapping[str, str], _: Sequence[str]) -> tuple[Walk, str | None]:
    if "unit" not in link:
        return walk, None
    if re.fullmatch(r"[0-9]{1,6}", link["unit"], re.ASCII):
        return replace(walk, unit=int(link["unit"])), None
    return walk, "The unit in this link is no number: the unit that tells most is shown."
