"""All small parts in all states on one sheet, laid out as the mock ``components-*`` lays them out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.db.queries.counter import ChecklistRow
from counter_app.ui.focus_ring import FocusRing
from counter_app.ui.theme import Scheme, apply_theme, current_theme, make_theme
from counter_app.ui.widgets.buttons import CommandButton, PrimaryButton, SecondaryButton
from counter_app.ui.widgets.checklist_row import RequirementRow
from counter_app.ui.widgets.chip import StateChip
from counter_app.ui.widgets.error_summary import ErrorSummary
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.themed import TextLabel
from counter_app.ui.widgets.toast import Toast

WIDTH, HEIGHT = 1366, 1040
COLUMNS = (32, 288, 544, 800, 1056)
STATES = ("present", "original_shown", "missing", "to_follow", "rejected", "unchecked", "held", "waived")
ROWS = (
    ChecklistRow(1, "Formulir F-2.01", "formulir", 1, "", True, "present", ""),
    ChecklistRow(2, "Kartu Keluarga (KK)", "salinan", 1, "", True, "rejected", "salinan tidak terbaca"),
    ChecklistRow(3, "KTP-el dua orang saksi", "salinan", 2, "", True, "to_follow", ""),
)


class Gallery(QWidget):
    """The sheet; the states that a mouse or a key would make are set by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(current_theme().px(WIDTH), current_theme().px(HEIGHT))
        self._buttons()
        self._fields()
        self._chips()
        self._row()
        self._notices()
        self._errors_and_toast()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def put(self, part: QWidget, x: float, y: float, width: float = 0, height: float = 0) -> None:
        """Lay a part down at px of the mock; without a size at its own."""
        px = current_theme().px
        part.setParent(self)
        hint = part.sizeHint()
        size = (px(width) or hint.width(), px(height) or hint.height())
        part.setGeometry(QRect(px(x), px(y), *size))
        part.show()

    def title(self, words: str, x: float, y: float) -> None:
        label = TextLabel(words, role="heading")
        self.put(label, x, y)

    def _buttons(self) -> None:
        self.title("Tombol utama 52, tombol kedua 40", 32, 27)
        names = ("biasa", "ditunjuk", "fokus", "ditekan", "tidak aktif, dengan alasan")
        for x, name in zip(COLUMNS, names, strict=True):
            self.put(TextLabel(name, color="muted"), x, 59)
        for y, make, words, key in (
            (85, PrimaryButton, "Selesai", "F6"),
            (153, SecondaryButton, "Tiket baru", "F8"),
        ):
            for x, name in zip(COLUMNS, names, strict=True):
                button = make(words, key)
                self.put(button, x, y, 232)
                self._dress(button, name)

    def _dress(self, button: CommandButton, state: str) -> None:
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state == "ditunjuk")
        button.setDown(state == "ditekan")
        button.setEnabled(not state.startswith("tidak"))
        if state == "fokus":
            FocusRing(current_theme, button)

    def _fields(self) -> None:
        self.title("Isian 40", 32, 216)
        plain, focused = Field("Nama lengkap"), Field("Nama lengkap")
        optional, wrong = Field("Nomor HP", hint="boleh kosong"), Field("Tanggal lahir")
        wrong.set_error("Isi tanggal lahir, contoh 31 3 1980.")
        plain.setText("Contoh Pemohon")
        focused.setText("Contoh Pem")
        wrong.setText("31 1980")
        for x, field in zip(COLUMNS, (plain, focused, optional, wrong), strict=False):
            self.put(field, x, 236, 288 if field is wrong else 232, 100)
        FocusRing(current_theme, focused.line_edit)

    def _chips(self) -> None:
        self.title("Tanda keadaan 28: kata dan tanda, tidak pernah warna saja", 32, 359)
        zoom = current_theme().zoom
        x = 32.0
        for state in STATES:
            chip = StateChip(state)
            self.put(chip, x, 393)
            x += chip.width() / zoom + 12
        x = 32
        for key in ("F6", "Ctrl+Enter", "Alt+T"):
            hint = KeyHint(key)
            self.put(hint, x, 433)
            x += hint.width() / zoom + 8

    def _row(self) -> None:
        self.title("Baris daftar periksa", 32, 480)
        rows = [RequirementRow(row) for row in ROWS]
        for part, y, height in zip(rows, (512, 552, 622), (40, 64, 84), strict=True):
            part.select(part is rows[2])
            part.set_hair(part is rows[0])
            self.put(part, 32, y, 700, height)
        FocusRing(current_theme, rows[2])

    def _notices(self) -> None:
        self.title("Bilah pemberitahuan", 32, 735)
        out, back, gone = NoticeBar(), NoticeBar(), NoticeBar()
        for bar, y, height in ((out, 767, 60), (back, 835, 40), (gone, 883, 40)):
            self.put(bar, 32, y, 700, height)
        words = "1 tiket menunggu (B016). Isi kertas, lalu F9."
        out.show_notice("warning", "Kertas printer habis", words, ("Cetak ulang", "F9"))
        back.show_notice("info", "Hub tersambung lagi", "7 catatan terkirim.")
        gone.show_notice("error", "Printer tidak ditemukan", "Periksa kabel. Tiket tetap tersimpan.")

    def _errors_and_toast(self) -> None:
        self.title("Ringkasan kesalahan", 772, 480)
        summary = ErrorSummary()
        self.put(summary, 772, 512, 562, 71)
        summary.set_errors([("Isi tanggal lahir, contoh 31 3 1980.", self)])
        self.title("Toast", 772, 606)
        toast = Toast()
        toast.show_message("B012 dipanggil", can_undo=True)
        self.put(toast, 772, 638)


def gallery_picture(app: QApplication, scheme: Scheme, zoom: float = 1.0) -> QPixmap:
    """The sheet in one colour set at one zoom; the application keeps that theme."""
    apply_theme(app, make_theme(scheme, zoom))
    sheet = Gallery()
    sheet.show()
    app.processEvents()
    picture = sheet.grab()
    sheet.close()
    sheet.deleteLater()
    return picture
