"""Figures of the hub, whichever of its workers is asked."""

from __future__ import annotations

from pathlib import Path

from counter_app.hub.metrics import Metrics, begin_counts, counts_folder


def workers(folder: Path) -> tuple[Metrics, Metrics]:
    begin_counts(folder)
    place = counts_folder(folder)
    return Metrics(place / "1.json"), Metrics(place / "2.json")


def test_each_worker_answers_for_all(tmp_path: Path) -> None:
    one, two = workers(tmp_path)
    one.add("counter_hub_pushes_total", outcome="taken")
    two.add("counter_hub_pushes_total", 4, outcome="taken")
    two.add("counter_hub_pushes_total", outcome="gap")
    one.keep()
    two.keep()

    assert one.text({}) == two.text({})
    assert one.text({"counter_hub_journal_entries": 12}).splitlines() == [
        "# TYPE counter_hub_pushes_total counter",
        'counter_hub_pushes_total{outcome="gap"} 1',
        'counter_hub_pushes_total{outcome="taken"} 5',
        "# TYPE counter_hub_journal_entries gauge",
        "counter_hub_journal_entries 12",
    ]


def test_its_own_counts_are_those_of_this_moment(tmp_path: Path) -> None:
    one, _two = workers(tmp_path)
    one.add("counter_hub_entries_total", 2)
    one.keep()
    one.add("counter_hub_entries_total", 3)

    assert "counter_hub_entries_total 5" in one.text({}).splitlines()


def test_what_a_dead_worker_counted_stays(tmp_path: Path) -> None:
    one, two = workers(tmp_path)
    two.add("counter_hub_entries_total", 7)
    two.keep()
    again = Metrics(counts_folder(tmp_path) / "3.json")
    again.add("counter_hub_entries_total")

    assert "counter_hub_entries_total 8" in again.text({}).splitlines()
    assert "counter_hub_entries_total 7" in one.text({}).splitlines()


def test_a_new_start_counts_from_nothing(tmp_path: Path) -> None:
    one, _two = workers(tmp_path)
    one.add("counter_hub_entries_total")
    one.keep()

    assert workers(tmp_path)[0].text({}) == "\n"


def test_a_torn_file_and_a_missing_folder_only_make_the_figures_older(tmp_path: Path) -> None:
    one, _two = workers(tmp_path)
    (counts_folder(tmp_path) / "2.json").write_text("{[")
    one.add("counter_hub_entries_total")
    assert "counter_hub_entries_total 1" in one.text({}).splitlines()

    gone = Metrics(tmp_path / "no" / "such" / "1.json")
    gone.add("counter_hub_entries_total")
    gone.keep()
    assert "counter_hub_entries_total 1" in gone.text({}).splitlines()
