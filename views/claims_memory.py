"""Claims about the memory: what it keeps, what it drops, where it lies and how it grows."""

from views.claims import COST, GATED, LSTM, PLAIN, Claim, Finding, Report, judged, table
from views.numbers import percent, power, two
from views.tables import Table

_SAME, _NEARLY = 0.01, 0.1
_DROPPED, _HALF = 0.2, 0.5
_ONE, _LEANS = 0.3, 0.1
_GROWS = 10
_RIGHT = 0.75
_OLD, _BARE = "lstm-1997-as-found", "lstm-plain-output-as-found"
_CAT = "the cat, which already ate the apples, was full"


def equal(report: Report) -> Finding:
    """Judge whether c stays equal from the subject to its verb."""
    found = [report[name]["equal"] for name in GATED]
    unit = [of["unit"] for of in found]
    rows = {
        "the number unit moves by (median)": [percent(of["unit"]) for of in found],
        "the whole vector moves by (median)": [percent(of["vector"]) for of in found],
        "units that move by less than 1\u00a0%": [percent(of["same"]) for of in found],
        "units that move by less than 10\u00a0%": [percent(of["nearly"]) for of in found],
    }
    return Finding(
        judged(max(unit) <= _SAME, min(unit) <= _NEARLY),
        f"One unit can stay: the number unit moves by {percent(min(unit))} of itself in the reader "
        f"where it stays best, by {percent(max(unit))} where it stays worst. The whole vector does "
        f"not stay: it moves by at least {percent(min(of['vector'] for of in found))} of its "
        "length.",
        table("From the subject to the word before its verb", GATED, rows),
    )


def freed(report: Report) -> Finding:
    """Judge whether the memory is given up once the verb has come."""
    found = [report[name]["freed"] for name in GATED]
    passing = [of["passing"] for of in found]
    rows = {
        "left of what was written, before the verb": [two(of["before"]) for of in found],
        "left of it three words after the verb": [two(of["after"]) for of in found],
        "kept across the verb and three words": [f"{of['passing']:.4f}" for of in found],
        "kept across as many words before it": [f"{of['span']:.4f}" for of in found],
        "left once a new subject has come": [two(report[name]["old"]) for name in GATED],
    }
    dropped = "The bit goes when its verb has come. " if max(passing) <= _DROPPED else ""
    stays = "Nobody asked for the space: the bit stays. " if min(passing) > _HALF else ""
    return Finding(
        judged(max(passing) <= _DROPPED, min(passing) <= _HALF),
        f"Across the verb and three words more, {percent(min(passing))} or more of the number "
        f"unit's memory is kept. {dropped}{stays}What makes it go is a new subject: then at most "
        f"{percent(max(report[name]['old'] for name in GATED))} of the old number is left.",
        table("The number unit, left at the median", GATED, rows),
    )


def bits(report: Report) -> Finding:
    """Judge whether one unit remembers one thing."""
    found = [report[name]["bits"] for name in GATED]
    cost = [of["another"] - of["silenced"] for of in found]
    shared = sum(of["number"] == of["food"] for of in found)
    rows = {
        "unit that says most of number": [str(of["number"]) for of in found],
        "unit that says most of food": [str(of["food"]) for of in found],
        "right, number unit silenced": [f"{of['silenced']:.3f}" for of in found],
        "right, another unit silenced (mean)": [f"{of['another']:.3f}" for of in found],
    }
    return Finding(
        judged(min(cost) >= _ONE and not shared, max(cost) >= _LEANS),
        f"Without its best number unit a reader loses between {percent(max(min(cost), 0))} and "
        f"{percent(max(cost))}"
        + (": what it knows of number lies in other units too" if min(cost) < _ONE else "")
        + f". In {shared} of {len(found)} readers the unit that says most of number says most of "
        "food as well.",
        table("Units silenced one at a time", GATED, rows),
    )


def grows(report: Report) -> Finding:
    """Judge whether the memory grows without a forget gate."""
    old, new = report[_OLD]["grown"], report[LSTM]["grown"]
    ratio = {name: of["10000"] / of["100"] for name, of in ((_OLD, old), (LSTM, new))}
    rows = {
        f"largest |c| after {int(words):,} words": [two(old[words]), two(new[words])]
        for words in old
    }
    rows["right, 100 words between"] = [
        f"{report[name]['right']['100']:.3f}" for name in (_OLD, LSTM)
    ]
    return Finding(
        judged(ratio[_OLD] >= _GROWS > ratio[LSTM], ratio[_OLD] > ratio[LSTM]),
        f"From 100 to 10,000 words the largest memory of the LSTM of 1997 becomes "
        f"{ratio[_OLD]:.1f} times as large, that of the LSTM with a forget gate "
        f"{ratio[LSTM]:.1f} times.",
        table("Without and with a forget gate", (_OLD, LSTM), rows),
    )


def squash(report: Report) -> Finding:
    """Judge whether the output needs tanh."""
    right = {name: report[name]["right"] for name in (LSTM, _BARE)}
    cost = {of: right[LSTM][of] - right[_BARE][of] for of in ("mean", "100")}
    rows = {
        "right, all constructions": [f"{of['mean']:.3f}" for of in right.values()],
        "right, 100 words between": [f"{of['100']:.3f}" for of in right.values()],
        "largest |c| after 1,000 words": [two(report[name]["grown"]["1000"]) for name in right],
    }
    return Finding(
        judged(min(cost.values()) >= COST, max(cost.values()) >= COST),
        f"Trained with a = Γo * c instead, the reader is {_points(cost['mean'])} over all "
        f"constructions and {_points(cost['100'])} at 100 words between subject and verb.",
        table("With and without tanh at the output", right, rows),
    )


def _points(cost: float) -> str:
    return f"{abs(cost) * 100:.1f} points of accuracy {'behind' if cost > 0 else 'ahead'}"


def forgets(report: Report) -> Finding:
    """Judge whether the plain RNN forgets as its gradient vanishes."""
    right, gradient = report[PLAIN]["right"], report[PLAIN]["gradient"]["between"]
    rows = {
        "right, as many words between": [f"{right[words]:.3f}" for words in gradient],
        "gradient left (median)": [power(value) for value in gradient.values()],
    }
    head = ("", *(f"{words} words between" for words in gradient))
    figures = [(what, *values) for what, values in rows.items()]
    return Finding(
        judged(right["10"] < _RIGHT, right["50"] < _RIGHT),
        f"With 50 words between, {percent(right['50'])} of its verbs are right, where chance is "
        f"{percent(_HALF)}, and yet only {power(gradient['50'])} of the gradient is left. "
        "A gradient tells of small changes alone. To read “cats” for “cat” is a large one: the net "
        "falls into another state, and stays in it.",
        Table("The plain RNN", head, figures),
    )


MEMORY = (
    Claim(
        "stays-equal",
        "c stays equal from “cat” to “was”.",
        "Ng, course 5 (2018); asked again and again in the forum of the course.",
        "The memory after the subject and before its verb, 10 to 12 words later, in 300 sentences. "
        f"It holds if the number unit of every reader moves by {percent(_SAME)} or less, and "
        f"partly if that of one moves by {percent(_NEARLY)} or less.",
        equal,
        {"reader": "gru-as-found", "sentence": _CAT},
    ),
    Claim(
        "freed",
        "After “was” the net frees the bit: it need not memorise it any more.",
        "Ng, course 5 (2018).",
        "What is left of the number unit's memory before the verb, three words after it, and over "
        f"as many words elsewhere, in 300 sentences. It holds if {percent(_DROPPED)} or less is "
        f"kept across the verb in every reader, and partly if {percent(_HALF)} or less is in one.",
        freed,
        {"reader": "gru-as-found", "sentence": "the cat was full and the dogs were hungry"},
    ),
    Claim(
        "one-bit",
        "Different bits remember different things: one the number, another the food.",
        "Ng, course 5 (2018), of the vector of gates.",
        "Each unit silenced in turn. It holds if every reader loses "
        f"{percent(_ONE)} of its verdicts without its number unit and has another unit for food, "
        f"and partly if one loses {percent(_LEANS)}.",
        bits,
        {"reader": "gru", "sentence": _CAT},
    ),
    Claim(
        "grows",
        "The original LSTM, without forget gate, grows.",
        "Gers, Schmidhuber & Cummins (2000), of Hochreiter & Schmidhuber (1997).",
        "The largest |c| in texts of 10 to 10,000 words, of a cell trained with Γf = 1 and of one "
        f"that learns Γf. It holds if the first grows {_GROWS} times from 100 words to 10,000 and "
        "the other does not, and partly if it only grows more.",
        grows,
        {"reader": "lstm-1997", "sentence": _CAT},
    ),
    Claim(
        "needs-tanh",
        "The memory of the LSTM needs tanh at the output.",
        "Greff et al. (2017) find it one of the two most critical parts; some notes leave it out.",
        "A cell trained with a = Γo * c beside one with a = Γo * tanh(c), nothing else changed. It "
        f"holds if the first loses {percent(COST)} over all constructions and at 100 words, and "
        "partly if at one of them.",
        squash,
        {"reader": "lstm-plain-output", "sentence": _CAT},
    ),
    Claim(
        "rnn-forgets",
        "A plain RNN forgets within a few words, because its gradient vanishes.",
        "Courses and notes, after Bengio, Simard & Frasconi (1994), who speak of learning.",
        "Verdicts of the plain RNN with 10, 50 and 100 words between subject and verb, and the "
        f"gradient over them. It holds if fewer than {percent(_RIGHT)} are right at 10 words, and "
        "partly at 50.",
        forgets,
        {"reader": "rnn-as-found", "sentence": _CAT},
    ),
)
