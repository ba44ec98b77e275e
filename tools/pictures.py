"""Draws every window and every paper in every state: ``python -m tools.pictures [FOLDER]``.

``--only 'counter-serving*'`` draws the windows of that name and nothing else, ``--language en`` in English.
Windows: light and dark, at 100 % and 150 %, 1366 x 768. Parts: light and dark. Papers: one picture a
page. Prints: what comes out of thermal printers.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtWidgets import QApplication

from counter_app.domain.thermal import NATIVE, PICTURE, ThermalSettings
from counter_app.printing.drawn import Drawn
from counter_app.printing.escpos import Escpos
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.slips import slip_of
from counter_app.printing.wording import load_wording
from counter_app.ui.i18n import LANGUAGES, load_language
from counter_app.ui.qt_log import log_qt_messages
from counter_app.ui.theme import Scheme, apply_theme, load_fonts, make_theme
from tests.helpers import escpos_paper
from tests.helpers.gallery import gallery_picture
from tests.helpers.reception_windows import STATES as RECEPTION_STATES
from tests.helpers.reception_windows import reception_in
from tests.helpers.sample_papers import PAPERS, PRINTS
from tests.helpers.sample_sheets import sample_sheets
from tests.helpers.seat import Hands
from tests.helpers.supervisor_windows import STATES as SUPERVISOR_STATES
from tests.helpers.supervisor_windows import supervisor_in
from tests.helpers.windows import STATES, window_in

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ZOOMS = (1.0, 1.5)
PAPER_DPI = 150


def draw_windows(app: QApplication, folder: Path, only: str = "*") -> int:
    """One picture a state, colour set and zoom; only states whose picture has such a name."""
    drawn = 0
    for state in (it for it in STATES if fnmatch(f"counter-{it}", only)):
        with tempfile.TemporaryDirectory() as place, window_in(state, Path(place) / "station") as seat:
            drawn += _draw(app, seat, folder, f"counter-{state}")
    for state in (it for it in RECEPTION_STATES if fnmatch(f"reception-{it}", only)):
        with tempfile.TemporaryDirectory() as place, reception_in(state, Path(place) / "station") as door:
            drawn += _draw(app, door, folder, f"reception-{state}")
    for state in (it for it in SUPERVISOR_STATES if fnmatch(f"supervisor-{it}", only)):
        with tempfile.TemporaryDirectory() as place, supervisor_in(state, Path(place) / "station") as desk:
            drawn += _draw(app, desk, folder, f"supervisor-{state}")
    return drawn


def _draw(app: QApplication, desk: Hands, folder: Path, name: str) -> int:
    for zoom in ZOOMS:
        for scheme in SCHEMES:
            apply_theme(app, make_theme(scheme, zoom))
            desk.settle()
            desk.window.grab().save(str(folder / f"{name}-{scheme}-{round(zoom * 100)}.png"))
    apply_theme(app, make_theme("light"))
    return len(ZOOMS) * len(SCHEMES)


def draw_parts(app: QApplication, folder: Path) -> int:
    """The sheet of all parts."""
    for scheme in SCHEMES:
        gallery_picture(app, scheme).save(str(folder / f"components-{scheme}.png"))
    apply_theme(app, make_theme("light"))
    return len(SCHEMES)


def draw_papers(folder: Path) -> int:
    """Every sample paper on the roll; receipts and requirement sheets on A5 too."""
    press, drawn = PaperPress(), 0
    for name, paper in {**PAPERS, **sample_sheets()}.items():
        is_of_both = name.startswith(("receipt", "sheet"))
        sizes = [PaperSize.ROLL_80, PaperSize.A5] if is_of_both else [PaperSize.ROLL_80]
        for size in sizes:
            for page, sheet in enumerate(pypdfium2.PdfDocument(press.pdf(paper, size)), start=1):
                picture = sheet.render(scale=PAPER_DPI / 72).to_pil()
                picture.save(folder / f"paper-{name}-{size}-{page}.png")
                drawn += 1
    return drawn


def draw_prints(folder: Path) -> int:
    """What a thermal printer puts out, 80 and 58 mm wide, drawn by us or in its own letters."""
    drawn, words, printed = Drawn(), load_wording("id"), 0
    for name, roll, letters in product(PRINTS, ("80mm", "58mm"), (PICTURE, "cp437")):
        printer = ThermalSettings("device", "-", roll, letters, NATIVE if letters != PICTURE else PICTURE)
        data = Escpos(printer, drawn).commands(slip_of(PRINTS[name], words))
        (slip,) = escpos_paper.printed(data, printer.head.dots).slips
        slip.picture.save(folder / f"print-{name}-{roll}-{letters}.png")
        printed += 1
    return printed


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.pictures")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("pictures"))
    parser.add_argument("--only", default="", metavar="GLOB")
    parser.add_argument("--language", choices=LANGUAGES, default="id")
    return parser.parse_args()


def main() -> None:
    """Draws everything into the folder that is named, or into ``pictures``."""
    asked = _asked()
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    log_qt_messages()
    load_fonts()
    load_language(asked.language)
    apply_theme(app, make_theme("light"))
    drawn = draw_windows(app, folder, asked.only or "*")
    if not asked.only:
        drawn += draw_parts(app, folder) + draw_papers(folder) + draw_prints(folder)
    print(f"{drawn} pictures in {folder}")


if __name__ == "__main__":
    main()
