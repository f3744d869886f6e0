"""The modules of the stage in one file: a room that opens a link asks once instead of eighty times.

Each module becomes a function that is called once and returns what it exports, after those that it
imports. It takes the two forms of import and the three of export that the stage is written in.
"""

import re
from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

_IMPORT = re.compile(r'^import (\{[^}\n]*\}|\* as \w+) from "\./([\w-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\(", re.MULTILINE)


def bundle(modules: Mapping[str, str], entries: Sequence[str]) -> str:
    """Return a module that exports, by its name, what each of the entries exports.

    `modules` holds texts by file name; the names of entries have no ".js".

    Raises:
        KeyError: a module imports one that is not there.
        ValueError: modules import each other in a circle, or in another form.
    """
    needs: dict[str, list[str]] = {}
    asked = [f"{entry}.js" for entry in entries]
    while asked:
        if (name := asked.pop()) not in needs:
            needs[name] = [each for _, each in _IMPORT.findall(modules[name])]
            asked += needs[name]
    written = [_module(name, modules[name]) for name in TopologicalSorter(needs).static_order()]
    ends = ", ".join(f"{_variable(f'{entry}.js')} as {entry}" for entry in entries)
    return "".join(written) + f"export {{ {ends} }};\n"


def _module(name: str, text: str) -> str:
    """Return a module as a constant: an object of what it exports."""
    exported = [found for _, found in _EXPORT.findall(text)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(_taken, text))
    if other := _OTHER.search(_without_comments(body)):
        raise ValueError(f"{name} is not bundled: {other[0]}")
    ends = f"return {{ {', '.join(exported)} }};"
    return f"const {_variable(name)} = (() => {{\n{body}\n{ends}\n}})();\n"


def _taken(match: re.Match[str]) -> str:
    """Return an import as what it takes of the other module's object."""
    names, module = match.groups()
    taken = names.removeprefix("* as ") if names.startswith("*") else names.replace(" as ", ": ")
    return f"const {taken} = {_variable(module)};"


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")


def _without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
