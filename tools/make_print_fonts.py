"""Make the fonts of paper: copies whose digits all have the same width.

PDF writers apply no font features, so the tabular figures (feature ``tnum``) become the default mapping.
The source fonts are under the SIL Open Font License 1.1 without a reserved name; the copies carry a new
family name and the same licence. Run it after the source fonts change and commit what it writes:

    python tools/make_print_fonts.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SOURCE_FAMILY = "Atkinson Hyperlegible Next"
FAMILY = "Atkinson Tabular"
WEIGHTS = (400, 600, 700)


def tabular_glyphs(font: Any) -> dict[str, str]:
    """Glyph name -> name of its tabular form, from every lookup of ``tnum``."""
    gsub = font["GSUB"].table
    indexes = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    mapping: dict[str, str] = {}
    for index in indexes:
        for table in gsub.LookupList.Lookup[index].SubTable:
            mapping |= table.mapping
    return mapping


def map_to_tabular(font: Any) -> None:
    """Let every character whose glyph has a tabular form show that form."""
    tabular = tabular_glyphs(font)
    for table in font["cmap"].tables:
        table.cmap = {code: tabular.get(glyph, glyph) for code, glyph in table.cmap.items()}


def rename(font: Any) -> None:
    """Give the copy its own family name; copyright and licence stay as they are."""
    for record in font["name"].names:
        text = record.toUnicode()
        for old, new in ((SOURCE_FAMILY, FAMILY), (SOURCE_FAMILY.replace(" ", ""), FAMILY.replace(" ", ""))):
            if record.nameID in (1, 3, 4, 6, 16):
                text = text.replace(old, new)
        record.string = text


def main() -> None:
    """Write one tabular copy for each weight."""
    for weight in WEIGHTS:
        font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{weight}.ttf", recalcTimestamp=False)
        map_to_tabular(font)
        rename(font)
        target = FONTS / f"AtkinsonTabular-{weight}.ttf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
