"""Any keys in any order: nothing is lost, nothing is doubled, nothing breaks, and every undo is exact."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.helpers.queue_machine import QueueMachine

TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(
    max_examples=6, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
