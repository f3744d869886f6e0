"""A class that follows its lecturer: codes and secrets, where she stands, what is asked.

The lecturer alone has the secret, of which the store keeps a hash. A student has a token, handed
out on joining: a name drawn at random and its signature by the key of the class, so that one
tab has one vote, and no token of one class is worth anything in another. Nobody has a name,
nothing is logged, and all is forgotten when the class ends, or its lecturer is away for long.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

import cells
from cells.notation import CONVENTIONS
from views import own
from web import state
from web.questions import Poll, Question, QuestionError
from web.store import Store

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Signs of a code: none looks like another one, and no vowel makes a word of it."""

LENGTH = 6
IDLE_SECONDS = 2 * 3600.0
"""How long a class is kept without any sign of its lecturer."""

MOST_FOLLOWERS, MOST_TOKENS = 1_000, 3_000
OPENED_BY_ONE, OPENED_BY_ALL = 20, 200
"""Classes that are opened in an hour, from one address and in all."""

WRONG_BY_ONE, WRONG_BY_ALL = 300, 3_000
"""Codes, secrets and tokens that are wrong, in a minute: 300 people behind one address mistype."""

LEADS, VOTES = (60, 1.0), (30, 10.0)
"""Messages of a lecturer, and votes of a student, in so many seconds."""

MINUTE, HOUR = 60.0, 3600.0
_LATEST = 2**53 - 1
_VIEW = ("step", "notation", "covered")
_FIELDS = ("sentence", "reader", "pair", "unit", "cut", "lesson")


class RefusedError(Exception):
    """What is asked cannot be done: a status of HTTP and a sentence."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.status = status
        self.told = {"wrong": sentence, **more}


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a class from its opening on."""

    secret: str
    key: bytes

    def is_led_by(self, secret: str) -> bool:
        """Tell whether this is the lecturer's secret."""
        return hmac.compare_digest(self.secret, _hash(secret))

    def token(self, name: str) -> str:
        """Return the token of a student."""
        signed = hmac.new(self.key, name.encode(), "sha256").hexdigest()
        return f"{name}.{signed}"

    def voter(self, token: str) -> str | None:
        """Return who a token was handed out to; None where it was not handed out here."""
        name, dot, _ = token.partition(".")
        known = dot and len(token) < 200 and token.isascii()
        return name if known and hmac.compare_digest(self.token(name), token) else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a class stands: its newest message's number, the lecturer's walk, what is asked."""

    n: int
    walk: Mapping[str, Any] | None
    poll: Poll | None


def normal(code: str) -> str | None:
    """Return a code as it is kept, however it was typed; None where it is none."""
    typed = re.sub(r"[\s-]", "", code[:40]).upper()
    fits = len(typed) == LENGTH and all(sign in ALPHABET for sign in typed)
    return typed if fits else None


class Classes:
    """The classes that are open, in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def open(self, address: str) -> tuple[str, str]:
        """Open a class; return its code and the lecturer's secret."""
        if int(await self.store.get("opened") or 0) >= OPENED_BY_ALL:
            raise RefusedError(429, _BUSY)  # before an entry is kept of where it came from
        await self._limit(f"opened:{_network(address)}", OPENED_BY_ONE, HOUR, _BUSY)
        await self._limit("opened", OPENED_BY_ALL, HOUR, _BUSY)
        secret = secrets.token_urlsafe(32)
        kept = json.dumps({"secret": _hash(secret), "key": secrets.token_hex(32)}).encode()
        while True:
            code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            if await self.store.add(_class(code), kept, IDLE_SECONDS):
                return code, secret

    async def join(self, code: str, token: str, address: str) -> str:
        """Let a student in; return their token, the one they have if it is of this class."""
        record = await self._record(code)
        if record and record.voter(token):
            return token
        record = await self._known(record, address)
        await self._limit(f"{_class(code)}:joined", MOST_TOKENS, IDLE_SECONDS, _FULL)
        return record.token(secrets.token_urlsafe(12))

    async def student(self, code: str, token: str, address: str) -> str:
        """Return who a token was handed out to.

        Raises:
            RefusedError: there is no such class, or the token is of none or of another one.
        """
        record = await self._record(code)
        if record and (voter := record.voter(token)):
            return voter
        await self._known(record, address)
        raise await self._wrong(address, RefusedError(403, "Join the class first."))

    async def lecturer(self, code: str, secret: str, address: str) -> None:
        """Make sure that this is the lecturer.

        Raises:
            RefusedError: there is no such class, or it is not.
        """
        record = await self._record(code)
        if record and record.is_led_by(secret):
            return
        await self._known(record, address)
        raise await self._wrong(address, RefusedError(403, "Only the lecturer can do this."))

    async def shown(self, code: str, address: str) -> Standing | None:
        """Return where a class stands, for whoever has its code; None where there is none.

        Raises:
            RefusedError: there is no such class, or too many were guessed wrong.
        """
        await self._known(await self._record(code), address)
        return await self.standing(code)

    async def exists(self, code: str) -> bool:
        """Tell whether a class is open."""
        return await self.store.get(_class(code)) is not None

    async def standing(self, code: str) -> Standing | None:
        """Return where a class stands; None where there is none."""
        if not await self.exists(code):
            return None
        walk_n, walk = await self._newest(f"{_class(code)}:walk")
        poll_n, poll = await self._newest(f"{_class(code)}:poll")
        return Standing(max(walk_n, poll_n), walk, Poll.stored(poll) if poll else None)

    async def lead(self, code: str, message: Mapping[str, Any]) -> int:
        """Do what the lecturer's message says; return its number, by which none counts twice.

        Raises:
            RefusedError: it is no message, it comes too late, or there are too many.
        """
        await self._limit(f"{_class(code)}:leads", LEADS[0], LEADS[1], _FAST)
        n = message.get("n")
        if type(n) is not int or not 0 < n <= _LATEST:
            raise RefusedError(422, "A message has a number n.")
        if message.get("end") is True:
            await self.end(code)
        elif "walk" in message:
            await self._advance(code, "walk", n, walk(message["walk"]))
        elif "ask" in message:
            await self._ask(code, n, message["ask"])
        elif message.get("reveal") is True:
            await self._reveal(code, n)
        elif message.get("drop") is True:
            await self._drop(code, n)
        else:
            raise RefusedError(422, "A message says walk, ask, reveal, drop or end.")
        await self.store.nudge(code)
        return n

    async def vote(self, code: str, voter: str, message: Mapping[str, Any]) -> None:
        """Count a student's vote, in place of the one they gave before.

        Raises:
            RefusedError: this is not asked now, or there are too many.
        """
        await self._limit(f"{_class(code)}:voted:{voter}", VOTES[0], VOTES[1], _FAST)
        standing = await self.standing(code)
        poll = standing.poll if standing else None
        if poll is None or poll.id != message.get("poll"):
            raise RefusedError(409, "This is not asked any more.")
        if poll.counts is not None:
            raise RefusedError(409, "The answer is known by now.")
        option = message.get("option")
        if type(option) is not int or not 0 <= option < len(poll.question.options):
            raise RefusedError(422, "There is no such option.")
        key = _votes(code, poll)
        await self.store.set_field(key, voter, b"%d" % option, IDLE_SECONDS)
        await self.store.nudge(f"{code}:votes")

    async def votes(self, code: str, poll: Poll) -> tuple[int, ...]:
        """Count the votes there are, one number an option."""
        return poll.counted((await self.store.fields(_votes(code, poll))).values())

    async def keep(self, code: str) -> None:
        """Keep a class for longer: its lecturer is there."""
        parts = ("", ":walk", ":poll", ":joined")
        await self.store.keep(IDLE_SECONDS, *(_class(code) + part for part in parts))

    async def end(self, code: str) -> None:
        """Forget a class and all that was said in it."""
        standing = await self.standing(code)
        if standing and standing.poll:
            await self.store.delete(_votes(code, standing.poll))
        parts = ("", ":walk", ":poll", ":joined", ":here", ":leads")
        await self.store.delete(*(_class(code) + part for part in parts))
        await self.store.nudge(code)

    async def _ask(self, code: str, n: int, asked: object) -> None:
        try:
            poll = Poll.new(Question.read(asked))
        except QuestionError as error:
            raise RefusedError(422, str(error)) from None
        before = await self.standing(code)
        await self._advance(code, "poll", n, poll.to_store())
        if before and before.poll:
            await self.store.delete(_votes(code, before.poll))

    async def _reveal(self, code: str, n: int) -> None:
        standing = await self.standing(code)
        if standing is None or standing.poll is None or standing.poll.counts is not None:
            raise RefusedError(409, "There is nothing to reveal.", n=standing.n if standing else 0)
        votes = await self.store.fields(_votes(code, standing.poll))
        poll = standing.poll.revealed(votes.values())
        await self._advance(code, "poll", n, poll.to_store())

    async def _drop(self, code: str, n: int) -> None:
        standing = await self.standing(code)
        await self._advance(code, "poll", n, None)
        if standing and standing.poll:
            await self.store.delete(_votes(code, standing.poll))

    async def _advance(self, code: str, part: str, n: int, value: object) -> None:
        key = f"{_class(code)}:{part}"
        if not await self.store.advance(key, n, json.dumps(value).encode(), IDLE_SECONDS):
            newest, _ = await self._newest(key)
            raise RefusedError(409, "A newer message was here before.", n=newest)

    async def _newest(self, key: str) -> tuple[int, Any]:
        kept = await self.store.newest(key)
        return (kept[0], json.loads(kept[1])) if kept else (0, None)

    async def _record(self, code: str) -> Record | None:
        if (kept := await self.store.get(_class(code))) is None:
            return None
        read = json.loads(kept)
        return Record(read["secret"], bytes.fromhex(read["key"]))

    async def _known(self, record: Record | None, address: str) -> Record:
        """Return the class that was guessed or known, unless too many were guessed wrong."""
        for key, most in _wrongs(address):
            if int(await self.store.get(key) or 0) >= most:
                raise RefusedError(
                    429, "Too many wrong codes came from here: try again in a minute."
                )
        if record is None:
            raise await self._wrong(address, RefusedError(404, "There is no class with this code."))
        return record

    async def _wrong(self, address: str, refusal: RefusedError) -> RefusedError:
        for key, _ in _wrongs(address):
            await self.store.count(key, MINUTE)
        return refusal

    async def _limit(self, key: str, most: int, seconds: float, sentence: str) -> None:
        if await self.store.count(key, seconds) > most:
            raise RefusedError(429, sentence)


_BUSY = "Many classes were opened in this hour: try again later."
_FULL = "This class is full."
_FAST = "That is too fast."


def walk(sent: object) -> dict[str, Any]:
    """Return what a lecturer's browser says of her stage, as a link would say it, and the view.

    Raises:
        RefusedError: it is not what a stage of ours says.
    """
    if not isinstance(sent, dict):
        raise RefusedError(422, "A walk is an object.")
    fields = {name: sent[name] for name in _FIELDS if name in sent}
    if not all(isinstance(value, str) and len(value) <= 6_000 for value in fields.values()):
        raise RefusedError(422, "The fields of a walk are texts.")
    step, notation, covered = (sent.get(name) for name in _VIEW)
    if type(step) is not int or not 1 <= step <= cells.MAX_WORDS or type(covered) is not bool:
        raise RefusedError(422, "A walk has a step from 1 on, and is covered or not.")
    if notation not in ("", *CONVENTIONS):
        raise RefusedError(422, "There is no such notation.")
    if len(fields.get("sentence", "")) > state.LONGEST_LINK:
        raise RefusedError(422, "This sentence is too long to be followed.")
    if own.wiring(fields.get("reader", "")):
        raise RefusedError(
            422, "This cell was trained in one session: no other browser can show it."
        )
    read, complaints = state.parse(fields, cells.names())
    if complaints:
        raise RefusedError(422, complaints[0])
    return {**read.link(), "step": step, "notation": notation, "covered": covered}


def _class(code: str) -> str:
    return f"class:{code}"


def _votes(code: str, poll: Poll) -> str:
    return f"{_class(code)}:votes:{poll.id}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _wrongs(address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    return (f"wrong:{_network(address)}", WRONG_BY_ONE), ("wrong", WRONG_BY_ALL)


def _network(address: str) -> str:
    """Return an address, of IPv6 the part that one household or lecture hall has."""
    try:
        read = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(read, IPv6Address):  # a server of both kinds writes 10.0.0.1 as ::ffff:10.0.0.1
        read = read.ipv4_mapped or IPv6Address(int(read) >> 64 << 64)
    return str(read)
