"""The command line: everything an officer's window can do, without a window.

Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 the surroundings fail,
70 the program itself made a mistake.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from counter_app.app.quick_start import nothing_collected
from counter_app.domain.errors import CounterError, Unavailable

with nothing_collected():
    from counter_app.cli import mishap
    from counter_app.cli.answer import told
    from counter_app.cli.parser import parser

DONE, REFUSED, WRONG_USE, UNAVAILABLE, MISTAKE = 0, 1, 2, 3, 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code."""
    asked = parser().parse_args(arguments)
    try:
        return int(asked.run(asked) or DONE)
    except CounterError as error:
        print(told(error), file=sys.stderr)
        return UNAVAILABLE if isinstance(error, Unavailable) else REFUSED
    except Exception as mistake:  # noqa: BLE001 -- our mistake must not look like a refusal (1, DESIGN 9)
        mishap.tell(asked, mistake)
        return MISTAKE
