"""The features of the counter window; where two want their scene to be seen, the one named first has it."""

from __future__ import annotations

from counter_app.ui.counter.by_presence import ByPresence
from counter_app.ui.counter.calling import Calling
from counter_app.ui.counter.choosing import Choosing
from counter_app.ui.counter.closing_up import ClosingUp
from counter_app.ui.counter.correcting import Correcting
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.help import Help
from counter_app.ui.counter.looking_up import LookingUp
from counter_app.ui.counter.lost_slip import LostSlip
from counter_app.ui.counter.moving import Moving
from counter_app.ui.counter.new_ticket import NewTicket
from counter_app.ui.counter.own_day import OwnDay
from counter_app.ui.counter.paper import Paper
from counter_app.ui.counter.pausing import Pausing
from counter_app.ui.counter.printing import Printing
from counter_app.ui.counter.serving import Serving
from counter_app.ui.counter.site_hub import SiteHub
from counter_app.ui.counter.sitting_down import SittingDown
from counter_app.ui.counter.taking_back import TakingBack
from counter_app.ui.counter.watching import Watching
from counter_app.ui.counter.who_waits import WhoWaits

FEATURES: tuple[type[Feature], ...] = (
    Help,
    SittingDown,
    Pausing,
    ClosingUp,
    Correcting,
    Moving,
    LookingUp,
    LostSlip,
    Printing,
    SiteHub,
    Watching,
    Paper,
    NewTicket,
    Choosing,
    WhoWaits,
    Serving,
    Calling,
    ByPresence,
    TakingBack,
    OwnDay,
)
