"""A thermal printer that fails in every way it can: nothing is lost, nothing comes out twice unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter_app.domain.errors import Unavailable
from counter_app.domain.thermal import ThermalSettings
from counter_app.printing.drawn import Drawn
from counter_app.printing.escpos import Escpos
from counter_app.printing.printers import HalfOut, MaybeOut
from counter_app.printing.slips import slip_of
from counter_app.printing.thermal import Patience, ThermalPrinter
from counter_app.printing.wording import load_wording
from counter_app.ui.i18n import load_language
from counter_app.ui.messages import problem
from tests.helpers.sample_papers import RECEIPT, TICKET
from tests.helpers.thermal_emulator import ThermalEmulator

HASTY = Patience(answers_s=0.3, takes_s=0.3, out_s=0.6, looks_s=0.05, quiet_s=0.05)
WORDS = load_wording("id")
LETTERS = ThermalSettings("network", "", code_page="cp437", qr="native")


@pytest.fixture
def emulator() -> Iterator[ThermalEmulator]:
    with ThermalEmulator() as made:
        yield made


def printer_at(emulator: ThermalEmulator, patience: Patience = HASTY) -> ThermalPrinter:
    return ThermalPrinter(replace(LETTERS, address=emulator.address), patience)


def used(emulator: ThermalEmulator, patience: Patience = HASTY) -> ThermalPrinter:
    """A printer that has put out one slip already."""
    printer = printer_at(emulator, patience)
    printer.print_paper(slip(), "B011")
    return printer


def slip(settings: ThermalSettings = LETTERS) -> bytes:
    return Escpos(settings, Drawn()).commands(slip_of(TICKET, WORDS))


def long_picture() -> bytes:
    return Escpos(replace(LETTERS, code_page="picture"), Drawn()).commands(slip_of(RECEIPT, WORDS))


def failure(printer: ThermalPrinter, paper: bytes) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        printer.print_paper(paper, "B012")
    return caught.value


def test_a_slip_is_out_when_the_printer_says_so(emulator: ThermalEmulator) -> None:
    printer_at(emulator).print_paper(slip(), "B012")

    assert [one.is_cut for one in emulator.slips] == [True]
    assert "B012" in emulator.slips[0].lines
    assert emulator.unknown == []


def test_a_printer_tells_how_it_is(emulator: ThermalEmulator) -> None:
    printer = printer_at(emulator)
    assert printer.state() is not None
    emulator.run_low()
    state = printer.state()

    assert state is not None
    assert (state.problem, state.is_paper_low) == ("", True)
    assert emulator.slips == []


def test_a_slow_printer_is_waited_for(emulator: ThermalEmulator) -> None:
    printer = used(emulator, replace(HASTY, out_s=10))
    emulator.hold()
    waiting = threading.Thread(target=printer.print_paper, args=(slip(), "B012"))
    waiting.start()
    before = emulator.asked
    emulator.wait_until(lambda one: one.asked > before + 12)
    assert waiting.is_alive()
    emulator.go_on()
    waiting.join(10)

    assert not waiting.is_alive()
    assert len(emulator.whole) == 2


@pytest.mark.parametrize(
    ("trouble", "code"),
    [("set_paper", "paper_out"), ("open_cover", "cover_open"), ("break_cutter", "printer_error")],
)
def test_a_printer_in_trouble_gets_nothing(emulator: ThermalEmulator, trouble: str, code: str) -> None:
    getattr(emulator, trouble)(*([0] if trouble == "set_paper" else []))

    told = failure(printer_at(emulator), slip())

    assert (told.code, isinstance(told, HalfOut | MaybeOut)) == (code, False)
    assert emulator.slips == []


@pytest.mark.parametrize("forgets", [True, False])
def test_paper_that_ends_in_the_middle_is_told_and_the_next_slip_is_whole(forgets: bool) -> None:
    with ThermalEmulator(forgets=forgets) as emulator:
        printer = printer_at(emulator)
        emulator.set_paper(500)

        told = failure(printer, slip())
        assert (told.code, isinstance(told, HalfOut)) == ("paper_out", True)
        assert failure(printer, slip()).code == "paper_out", "and nothing more is sent to it"
        emulator.set_paper(None)
        printer.print_paper(slip(), "B012")

        assert emulator.slips[0].picture.height == 500
        assert not emulator.slips[0].is_cut
        last = emulator.slips[-1]
        assert last.is_cut
        assert last.lines[0].strip() == "MAL PELAYANAN PUBLIK"
        # what a printer without DLE DC4 still had comes out before; one with it has thrown it away
        assert len(emulator.slips) == (2 if forgets else 3)


def test_a_cover_opened_before_the_printer_says_done_is_half_a_slip(emulator: ThermalEmulator) -> None:
    printer = used(emulator, replace(HASTY, out_s=10))
    emulator.hold()
    done: list[Unavailable] = []
    printing = threading.Thread(target=lambda: done.append(failure(printer, slip())))
    printing.start()
    emulator.wait_until(lambda one: len(one.whole) == 2)
    emulator.open_cover()
    printing.join(10)

    assert (done[0].code, isinstance(done[0], HalfOut)) == ("cover_open", True)


def test_a_line_that_is_cut_in_the_middle_leaves_half_a_slip(emulator: ThermalEmulator) -> None:
    printer = printer_at(emulator)
    paper = long_picture()
    emulator.drop_line_after(30_000)

    told = failure(printer, paper)

    assert (told.code, isinstance(told, HalfOut)) == ("line_lost", True)
    assert emulator.whole == []
    printer.print_paper(paper, "B012")
    assert len(emulator.whole) == 1
    assert emulator.unknown == [], "the rest of the cut picture swallowed nothing of the next slip"


def test_a_line_that_is_cut_after_the_last_byte_leaves_a_doubt(emulator: ThermalEmulator) -> None:
    printer = used(emulator, replace(HASTY, out_s=10))
    emulator.hold()
    done: list[Unavailable] = []
    printing = threading.Thread(target=lambda: done.append(failure(printer, slip())))
    printing.start()
    emulator.wait_until(lambda one: len(one.whole) == 2)
    emulator.hang_up()
    printing.join(10)

    assert (done[0].code, isinstance(done[0], MaybeOut)) == ("line_lost", True)


def test_a_printer_that_never_says_that_it_is_done_leaves_a_doubt(emulator: ThermalEmulator) -> None:
    printer = used(emulator)
    emulator.hold()

    told = failure(printer, slip())

    assert (told.code, isinstance(told, MaybeOut)) == ("printer_silent", True)


def test_a_printer_that_takes_no_more_is_told(emulator: ThermalEmulator) -> None:
    printer = used(emulator)
    emulator.stall_after(5_000)

    told = failure(printer, long_picture() * 3)

    assert (told.code, isinstance(told, HalfOut)) == ("printer_stuck", True)
    emulator.go_on()


def test_an_answer_that_an_earlier_slip_is_owed_is_not_taken_for_this_one() -> None:
    with ThermalEmulator(forgets=False) as emulator:
        printer = printer_at(emulator)
        emulator.set_paper(900)
        failure(printer, slip())
        emulator.set_paper(900)

        told = failure(printer, slip())

        assert (told.code, isinstance(told, HalfOut)) == ("paper_out", True)
        assert [one.is_cut for one in emulator.slips] == [False, True], "the rest of the first"


def test_a_printer_that_can_tell_nothing_is_believed() -> None:
    with ThermalEmulator(answers=False) as emulator:
        printer = printer_at(emulator)
        assert printer.state() is None
        printer.print_paper(slip(), "B012")
        emulator.wait_until(lambda one: len(one.whole) == 1)


def test_a_printer_that_answered_before_is_not_believed_when_it_is_silent(emulator: ThermalEmulator) -> None:
    printer = printer_at(emulator)
    printer.print_paper(slip(), "B012")
    emulator.answers = False

    told = failure(printer, slip())

    assert (told.code, isinstance(told, HalfOut | MaybeOut)) == ("printer_silent", False)
    assert len(emulator.whole) == 1


def test_a_printer_that_answered_when_it_was_set_up_is_not_believed_either() -> None:
    with ThermalEmulator(answers=False) as emulator:
        settings = replace(LETTERS, address=emulator.address, answers=True)
        assert failure(ThermalPrinter(settings, HASTY), slip()).code == "printer_silent"
        assert emulator.slips == []


def test_a_printer_that_is_not_there_is_told(emulator: ThermalEmulator) -> None:
    emulator.__exit__()
    assert failure(printer_at(emulator), slip()).code == "printer_missing"


@pytest.mark.parametrize(
    "code",
    ["printer_missing", "line_lost", "printer_silent", "paper_out", "cover_open", "printer_error",
     "printer_offline", "printer_stuck"],
)  # fmt: skip
def test_every_trouble_of_a_printer_has_its_sentence(qapp: object, code: str) -> None:
    load_language("id")
    assert problem(code).code == code
    assert "F9" in problem(code).sentence
