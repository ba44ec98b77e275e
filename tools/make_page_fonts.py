"""Make the fonts of the public pages: Latin only, tabular figures, packed as woff2 for slow networks.

The source is under the SIL Open Font License 1.1 without a reserved name; the licence lies in
``resources/fonts/OFL.txt`` and the copies carry it in their name table. Run it after the source fonts
change and commit what it writes:

    python tools/make_page_fonts.py
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
WEIGHTS = (400, 700)
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–—‘’“”•…")]


def packed(source: Path, target: Path) -> int:
    """Write the subset and give its size in bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(flavor="woff2", hinting=False, layout_features=["kern", "liga", "ccmp", "mark", "tnum"])
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def main() -> None:
    """Pack every weight."""
    for weight in WEIGHTS:
        source = RESOURCES / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"
        print(weight, packed(source, RESOURCES / "pages" / f"atkinson-{weight}.woff2"), "bytes")


if __name__ == "__main__":
    main()
