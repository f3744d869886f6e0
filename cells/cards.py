"""A reader's card: what is known of it, as JSON data that nobody can change."""

from collections.abc import Mapping
from typing import Any, NoReturn


class Card(dict[str, Any]):
    """A dictionary that cannot be changed, all the way down: lists in it are tuples.

    It is a `dict`, so that `json.dumps`, `copy` and `pickle` take it as it is. `|` and `copy()`
    return a plain dictionary, to make another card from.

    Raises:
        TypeError: from whatever would change it.
    """

    __slots__ = ()

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({key: _frozen(value) for key, value in data.items()})

    def __reduce__(self) -> tuple[type["Card"], tuple[dict[str, Any]]]:
        """Copy and pickle as a card made anew: filling one in is refused."""
        return Card, (dict(self),)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("A reader's card cannot be changed; dict(card) is a copy that can.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value if isinstance(value, Card) else Card(value)
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
