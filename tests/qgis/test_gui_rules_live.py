"""The effect of edited rules while live follows edits: with the layers as they are now, and live goes on."""

from __future__ import annotations

import pytest
from live_ground import Ground, patch

from gengdi_plugin.core.screening.session import ScreeningSession


@pytest.fixture()
def small(qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Ground(tmp_path, "memory")
    made.screen(qtbot)
    yield made
    made.close()


def edit_rules(ground: Ground):
    ground.desktop.rules.edit()
    dialog = ground.desktop.rules.dialog
    dialog.confirm = lambda _question: True
    return dialog


def conversion_counts_for_nothing_here(dialog) -> None:
    one = dict(dialog.draft.value(("approval_types", "conversion")))
    dialog.draft.put(("approval_types", "conversion"), {**one, "counts_for": ["LY"]})
    dialog.refresh()


def test_unsaved_edits_are_in_the_effect_and_live_goes_on(small, qtbot):
    layer = small.layers["approvals"]
    layer.startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    green = sum(small.code(f"P{k}") == "green" for k in range(6))
    assert small.code("P2") == "green" and green >= 2
    dialog = edit_rules(small)
    conversion_counts_for_nothing_here(dialog)
    dialog.preview.button.click()
    qtbot.waitUntil(lambda: "Measured again" in dialog.preview.said.text(), timeout=20000)
    assert f"0 yellow → green, {green} green → yellow" in dialog.preview.said.text()
    told = [dialog.preview.model.index(k, 0).data() for k in range(dialog.preview.model.rowCount())]
    assert "P2" in told
    small.idle(qtbot)
    assert small.live.on() and small.code("P2") == "green"
    layer.undoStack().undo()
    small.settle(qtbot)
    assert small.code("P2") == "yellow", "edits are followed as before, by the rules of the run"
    small.agrees()
    layer.rollBack()


def test_thresholds_alone_measure_nothing(small, qtbot, monkeypatch):
    dialog = edit_rules(small)
    measured = []
    monkeypatch.setattr(ScreeningSession, "under", lambda *_about: measured.append(1))
    row = next(k for k, one in enumerate(dialog.model.rows) if one.place[1:2] == ("covered_share",))
    dialog.model.setData(dialog.model.index(row, 1), "0.1")
    dialog.preview.button.click()
    qtbot.waitUntil(lambda: "Judged anew" in dialog.preview.said.text(), timeout=20000)
    assert measured == []


def test_a_cancelled_effect_leaves_live_as_it_is(small, qtbot):
    dialog = edit_rules(small)
    conversion_counts_for_nothing_here(dialog)
    dialog.preview.button.click()
    dialog.preview.stop()
    qtbot.waitUntil(lambda: dialog.preview.button.isEnabled(), timeout=20000)
    assert "Cancelled" in dialog.preview.said.text() or "patches change" in dialog.preview.said.text()
    assert small.live.on()
