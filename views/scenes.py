"""What a part of a lesson speaks of: a reading, the word stood at, the unit, what is asked."""

from cells import Reader
from views import cuts, predictions
from views.filling import Filling, step_of
from views.lessons import Part
from views.predictions import Question
from views.reading import Reading, Surgery, read


def pair(part: Part) -> tuple[str, str]:
    """Return the two words that a part compares."""
    first, _, second = part.pair.partition("/")
    return first, second


def surgery(part: Part) -> Surgery:
    """Return what is forced in a part."""
    return cuts.parse(part.cut)[0]


def unit(reader: Reader, part: Part) -> int:
    """Return the unit that a part looks at: its number, or the best that carries something."""
    return part.unit if isinstance(part.unit, int) else reader.units(part.unit)[0].unit


def reading(reader: Reader, part: Part) -> Reading:
    """Read the sentence of a part."""
    return read(reader, part.sentence, pair(part), surgery(part))


def filling(reader: Reader, found: Reading, part: Part) -> Filling:
    """Return what the placeholders of a part may name.

    Raises:
        ValueError: the word it stands at is not in the sentence.
    """
    return Filling(reader, found, step_of(found.words, part.at), unit(reader, part))


def question(scene: Filling, part: Part) -> Question | None:
    """Return what a part asks; None where it asks nothing, or nothing that is clear."""
    if part.ask == "verdict":
        return predictions.verdict(scene.reading, scene.at)
    if part.ask == "gate":
        return predictions.gate(scene.reading, scene.at, scene.unit, part.gate)
    if part.ask == "keep":
        return predictions.keep(scene.reading, scene.at, scene.unit)
    return predictions.writer(scene.reading, scene.at, scene.unit) if part.ask else None


def faults(reader: Reader, part: Part) -> list[str]:
    """Return what is wrong with a part once it is read: claims, placeholders, what is asked."""
    try:
        scene = filling(reader, reading(reader, part), part)
        scene.text(part.text)
        broken = [f"The numbers contradict {claim!r}." for claim in scene.broken(part.text)]
    except (ValueError, KeyError) as error:
        return [str(error)]
    refused = cuts.parse(part.cut)[1]
    unclear = part.ask and question(scene, part) is None
    return [
        *broken,
        *([refused] if refused else []),
        *(["What it asks has no clear answer here."] if unclear else []),
    ]
