"""A page of one sentence and one way on, for those who cannot be shown the app itself."""

from html import escape

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
"""What such a page is sent with: it loads nothing."""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
{again}<title>Gatewalk</title>
<style>
:root {{ color-scheme: light dark; --ink: #17191E; --paper: #FBFAF7; --accent: #B5125B }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #F3F2EE; --paper: #121417; --accent: #FF6FA8 }} }}
body {{ margin: 18vh auto; max-width: 34rem; padding: 0 1.5rem; color: var(--ink);
  background: var(--paper); font: 1.25rem/1.5 "Source Sans", system-ui, sans-serif }}
h1 {{ font-size: 1.25rem; color: var(--accent) }}
a {{ color: var(--accent) }}
</style>
</head>
<body>
<h1>Gatewalk</h1>
<p>{said}</p>
{way}</body>
</html>
"""


def page(said: str, way: str = "", *, again: int = 0) -> str:
    """Return the page; `way` names a link to the walk, after `again` seconds it asks once more."""
    return _PAGE.format(
        said=escape(said),
        way=f'<p><a href="./">{escape(way)}</a></p>\n' if way else "",
        again=f'<meta http-equiv="refresh" content="{again}">\n' if again else "",
    )
