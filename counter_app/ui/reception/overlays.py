"""What is laid over the reception's page: a lock, keys, printer, finder, lost slips, paper tickets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import RECEPTION_GROUPS, Scene, queue, shift
from counter_app.ui.commands import desk as keys
from counter_app.ui.commands.printing import KEEP_PRINTER, LOST_SLIP, PRINT_LOST
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.closing import Closing
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.finding import Around, Finding
from counter_app.ui.desk.helping import Helping
from counter_app.ui.desk.lost_slips import LostSlips
from counter_app.ui.desk.paper_tickets import PaperTickets
from counter_app.ui.hub_setup.setting_up import HubSetup
from counter_app.ui.i18n import text
from counter_app.ui.printer_setup.setting_up import SettingUp
from counter_app.ui.reception.away import Away
from counter_app.ui.reception.moving import Moving
from counter_app.ui.reception.rail import Before
from counter_app.ui.widgets.scanner import Scanner

_PLAIN = {
    Scene.PRINTER: Before("printer.title", KEEP_PRINTER),
    Scene.HELP: Before("help_page.state", keys.CLOSE),
    Scene.PAPER: Before("paper.state", keys.SAVE_PAPER),
}


class Overlays(QObject):
    """The pages, in the order in which they lie on each other.

    Signals: ``changed()`` another page is wanted; ``ready()`` the button has something to act on, or not.
    """

    changed = Signal()
    ready = Signal()

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        acts: DeskActs,
        agency: Callable[[], str],
        scene: Callable[[], Scene],
        away: Away,
    ) -> None:
        super().__init__(window)
        self._acts = acts
        self._scene = scene
        self.away = away
        self.helping = Helping(RECEPTION_GROUPS, scene, self)
        self.finding = Finding(desk, Around(RECEPTION_GROUPS, agency, scene, _nobody), self)
        self.setting_up = SettingUp(desk.lanes, desk.printers, self)
        self.site_hub = HubSetup(desk, self)
        self.closing = Closing(desk, acts, self)
        self.lost_slips = LostSlips(desk, acts, self)
        self.paper = PaperTickets(desk, acts, self)
        self.scanner = Scanner(window, prefix=desk.store.station.scanner_prefix)
        self.moving = Moving(desk, acts, self.finding.subject, self)
        self._laid_over = (
            self.moving,
            self.closing,
            self.setting_up,
            self.site_hub,
            self.finding,
            self.lost_slips,
            self.paper,
        )
        away.left.connect(self.helping.close)
        for over in (away, self.helping, *self._laid_over):
            over.changed.connect(self.changed)
        for choosing in (self.finding, self.lost_slips, self.moving):
            choosing.ready.connect(self.ready)
        self.moving.moved.connect(self.finding.close)
        self.scanner.scanned.connect(self.finding.take_scan)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """Each is made when it is seen first."""
        return {
            **self.away.pages(),
            Scene.HELP: self.helping.page,
            Scene.FIND: self.finding.finder,
            Scene.FOUND: self.finding.opened,
            Scene.PRINTER: self.setting_up.page,
            Scene.SITE_HUB: self.site_hub.page,
            Scene.MOVE: self.moving.page,
            Scene.CLOSING: self.closing.page,
            Scene.LOST_SLIP: self.lost_slips.page,
            Scene.PAPER: self.paper.page,
        }

    def runs(self) -> Mapping[str, Callable[[], None]]:
        """Their keys, by the ids of their commands."""
        return {
            **self.away.runs(),
            keys.HELP.id: self.helping.press,
            keys.FIND.id: self.finding.open,
            keys.OPEN_FOUND.id: lambda: self.finding.finder().enter(),
            **self.setting_up.runs(),
            **{command.id: run for command, run in self.site_hub.runs().items()},
            queue.MOVE.id: self.moving.press,
            shift.END_SHIFT.id: self.closing.press,
            shift.END_DAY.id: self.closing.end_day,
            LOST_SLIP.id: self.lost_slips.press,
            PRINT_LOST.id: self.lost_slips.submit,
            keys.PAPER_TICKETS.id: self.paper.open,
            keys.SAVE_PAPER.id: self.paper.submit,
        }

    def own_runs(self) -> Mapping[str, Callable[[], None]]:
        """What keys mean while one of them is seen, before all else."""
        prints = {Scene.FOUND: self._print_found, Scene.LOST_SLIP: self.lost_slips.submit}
        own = prints.get(self._scene())
        return {} if own is None else {keys.PRINT_AGAIN.id: own}

    def scene(self) -> Scene | None:
        """The one on top."""
        scenes = (over.scene() for over in (self.helping, self.away, *self._laid_over))
        return next((scene for scene in scenes if scene is not None), None)

    def enter(self) -> None:
        """Its first focus."""
        away = self.away.scene()
        if self.helping.scene() is not None:
            self.helping.enter()
        elif away is not None:
            self.away.enter(away)
        else:
            next(over for over in self._laid_over if over.scene() is not None).enter()

    def close(self) -> bool:
        """Esc closes the one on top; whether there was any."""
        if self.helping.close() or self.away.close():
            return True
        if self.away.scene() is not None:
            return False
        return any(over.close() for over in self._laid_over)

    def start_over(self) -> None:
        """Another officer has the desk: what the former one had opened is closed."""
        for over in self._laid_over:
            over.close()

    def before(self, scene: Scene) -> Before | None:
        """What the rail says while one of them is seen."""
        away = self.away.primary(scene)
        if away is not None:
            return Before(*away)
        return self._over_lists(scene) or self._over_pages(scene)

    def _over_lists(self, scene: Scene) -> Before | None:
        """Where something is looked for and chosen."""
        match scene:
            case Scene.FIND:
                return Before("find_all.state", keys.OPEN_FOUND, is_ready=self.finding.is_ready())
            case Scene.FOUND:
                others = (queue.MOVE, keys.CLOSE) if self.finding.may_move() else (keys.CLOSE,)
                return Before("found.state", keys.PRINT_AGAIN, others=others)
            case Scene.LOST_SLIP:
                return Before("lost_slip.state", PRINT_LOST, is_ready=self.lost_slips.is_ready())
            case Scene.MOVE:
                words, is_ready = self.moving.verb(), self.moving.is_ready()
                return Before("found.state", queue.MOVE, words, is_ready, others=(keys.CLOSE,))
            case _:
                return None

    def _over_pages(self, scene: Scene) -> Before | None:
        match scene:
            case Scene.CLOSING:
                return Before("closing.end_shift", keys.CLOSE, text("closing.back"))
            case Scene.SITE_HUB:
                return Before("site_hub.title", self.site_hub.primary(), is_ready=self.site_hub.is_ready())
            case _:
                return _PLAIN.get(scene)

    def _print_found(self) -> None:
        opened = self.finding.to_print()
        if opened is not None:
            self._acts.run_and_print(desk_verbs.print_again(*opened))


def _nobody() -> UUID | None:
    """Nobody is served at the reception."""
    return None
