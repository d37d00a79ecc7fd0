"""The process that decodes the pictures of one submission, confined as a submission's is.

A request is a line of JSON {"kind", "data"}; the answer has the {"data", "note"} of a picture that was written anew, as
base64, or {"note"} alone, which says why there is none.
"""

from __future__ import annotations

import base64
import binascii
import io
import os
import re
import warnings
from functools import partial
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from grader.processes.line_child import limit_time, serve, take_pipes
from grader.sandbox.confined_process import confine_this_process

MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1600  # pixels of what is shown
LARGEST_SVG = 2_000_000  # characters
LARGE_PNG = 600_000  # bytes, above which a photo is likely, which JPEG holds in a tenth
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
NOT_DRAWN = ("metadata", "title", "desc")
DRAWN = re.compile(
    "svg|g|defs|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath|use|symbol|marker|pattern|image|"
    "clipPath|mask|linearGradient|radialGradient|stop|style|filter|fe[A-Z][A-Za-z]+"
)
DATA_URI = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
ELSEWHERE = re.compile(r"url\(\s*[\"']?(?!#)|@import|image-set|\\|expression\s*\(", re.IGNORECASE)


class PictureRefused(Exception):
    """A picture that is not shown; the sentence says why."""


def main(cpu_seconds: int, memory_mb: int, parent: int, user: int) -> None:
    """Answer requests until there are no more."""
    pipes = take_pipes()
    Image.init()  # before the layers, behind which nothing more is imported
    Image.MAX_IMAGE_PIXELS = None  # `_check_size` looks before anything is decoded
    layers = confine_this_process(parent, user, memory_mb)
    warnings.simplefilter("ignore")
    serve(partial(_answer, cpu_seconds), pipes, {"layers": layers})
    os._exit(0)


def _answer(cpu_seconds: int, request: dict[str, Any]) -> dict[str, Any]:
    limit_time(cpu_seconds)
    try:
        data, note = decoded(request["kind"], request["data"])
    except PictureRefused as reason:
        return {"note": str(reason)}
    except MemoryError:
        return {"note": "it needs too much memory"}
    return {"data": base64.b64encode(data).decode(), "note": note}


def decoded(kind: str, text: str) -> tuple[bytes, str]:
    """The bytes of a picture that was read and written anew, and a note on it. Raises PictureRefused."""
    if kind == "svg":
        return _clean_svg(text), ""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise PictureRefused(f"it is no {kind.upper()}: its data are damaged") from None
    return _pixels(kind, data)


def _pixels(kind: str, data: bytes) -> tuple[bytes, str]:
    try:
        with Image.open(io.BytesIO(data), formats=[kind.upper()]) as image:
            _check_size(*image.size)
            shown = image.convert("RGBA")
            note = "it moves, and its first picture is shown" if getattr(image, "is_animated", False) else ""
    except PictureRefused:
        raise
    except Exception as error:  # whatever the decoder says of a damaged file
        raise PictureRefused(f"it is no {kind.upper()} that can be read ({type(error).__name__})") from None
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGBA", shown.size, "white")  # behind what is transparent, in the dark too
    shown = Image.alpha_composite(paper, shown).convert("RGB")
    png = _written(shown, "PNG", optimize=True)
    return png if len(png) <= LARGE_PNG else _written(shown, "JPEG", quality=85), note


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PictureRefused(f"it has {width:,} x {height:,} pixels, and at most {MAX_PIXELS:,} are read")


def _written(image: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _clean_svg(text: str) -> bytes:
    """The SVG written anew, with nothing but shapes and texts in it: no program, nothing that is elsewhere."""
    if len(text) > LARGEST_SVG:
        raise PictureRefused(f"it is an SVG of {len(text) / 1e6:.1f} MB: put out a PNG")
    if "<!ENTITY" in text:
        raise PictureRefused("it is an SVG with entities of its own")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1))
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise PictureRefused("it is no SVG that can be read: its text is damaged") from None
    if root.tag != f"{SVG}svg":
        raise PictureRefused("it is no SVG")
    for parent in list(root.iter()):
        for child in [each for each in parent if each.tag in {SVG + name for name in NOT_DRAWN}]:
            parent.remove(child)
    for element in root.iter():
        _check(element)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _check(element: ElementTree.Element) -> None:
    name = str(element.tag).removeprefix(SVG)
    if not DRAWN.fullmatch(name):
        raise PictureRefused(f"it is an SVG with <{name.rpartition('}')[2][:40]}>, and only shapes and texts are shown")
    for attribute, value in element.items():
        is_link = attribute in ("href", LINK)
        if attribute.rpartition("}")[2].lower().startswith("on"):
            raise PictureRefused(f"it is an SVG with a program in {attribute[:40]!r}")
        if (is_link and not (value.startswith("#") or DATA_URI.fullmatch(value))) or ELSEWHERE.search(value):
            raise PictureRefused("it is an SVG that would load something from elsewhere")
    if name == "style" and ELSEWHERE.search(element.text or ""):
        raise PictureRefused("it is an SVG that would load something from elsewhere")
