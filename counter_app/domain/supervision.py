"""Why a supervisor steps in: short lists of codes on the journal, words on the screen."""

from __future__ import annotations

OPENED_BECAUSE = ("crowded", "planned", "replaces", "other")
"""A counter is opened: people wait too long, as planned, in place of another counter."""
CLOSED_BECAUSE = ("quiet", "no_officer", "fault", "other")
"""A counter is closed: nobody waits, its officer left, its equipment fails."""
BACK_BECAUSE = ("came_late", "not_heard", "mistake", "other")
"""Who did not come is back: came late, did not hear the call, was marked by mistake."""
MOVED_BECAUSE = ("crowded", "no_officer", "expert", "mistake", "other")
"""A number goes elsewhere: the line is long, its officer left, another knows more, called by mistake."""
