"""The thread that hears from the hub that something changed; what it was, the sync thread pulls."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Refused
from counter_app.sync.hub_link import SESSION_ENDED, HubLink
from counter_app.sync.slow_line import SlowLineError

if TYPE_CHECKING:
    from counter_app.sync.client import HubClient

SHORTEST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
_log = logging.getLogger("counter_app.sync.live")


class LiveHints:
    """``hinted`` is called in its thread for every hint, ``heard(is_live)`` when the line comes or goes."""

    def __init__(
        self,
        store: Store,
        link: HubLink,
        hinted: Callable[[], None],
        heard: Callable[[bool], None],
        *,
        first_after_s: float = 0.0,
        silence_s: float | None = None,
    ) -> None:
        self._silence = {} if silence_s is None else {"silence_s": silence_s}
        self._store = store
        self._link = link
        self._hinted = hinted
        self._heard = heard
        self._first_after_s = first_after_s
        self._stopping = threading.Event()
        self._client: HubClient | None = None
        self._thread = threading.Thread(target=self._run, name="hints", daemon=True)

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Ends the thread; answers whether it ended in time."""
        self._stopping.set()
        if self._client is not None:
            self._client.hang_up()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._stopping.wait(self._first_after_s)
        failures = 0
        while not self._stopping.is_set():
            wait_s = self._listened(failures)
            failures = failures + 1 if wait_s else 0
            self._stopping.wait(wait_s)

    def _listened(self, failures: int) -> float:
        """One line until it ends; answers how many seconds to wait before the next."""
        try:
            self._listen()
        except Refused as error:
            _log.info("hints refused: %s", error.code)
            if error.code not in SESSION_ENDED:
                return LONGEST_WAIT_S
        except (CounterError, SlowLineError) as error:
            _log.info("hints wait: %s", type(error).__name__)
        except Exception:  # noqa: BLE001  a worker's loop outlives our own mistakes (DESIGN 9)
            _log.exception("hints failed")
        finally:
            self._heard(False)
        return min(LONGEST_WAIT_S, SHORTEST_WAIT_S * 2.0 ** min(failures, 6))

    def _listen(self) -> None:
        from counter_app.sync.client import HubClient  # noqa: PLC0415  HTTP, which no start waits for
        from counter_app.sync.greeting import say_hello  # noqa: PLC0415  the same
        from counter_app.sync.rekey import end_of  # noqa: PLC0415  the same

        client = HubClient(self._link.url, self._link.certificate, self._link.hub_id)
        self._client = client
        try:
            signer = self._store.signers[-1]
            say_hello(self._store, client, signer, end_of(self._store, signer))
            for _hint in client.hints(**self._silence):
                if self._stopping.is_set():
                    return
                self._heard(True)
                self._hinted()
        finally:
            client.close()
