"""Any sequence of edits, undos, saves and rollbacks: live verdicts equal a whole fresh screening."""

from __future__ import annotations

import random

import pytest
from live_ground import KINDS, Ground, box, multi

VALUES = {
    "approvals": {"type": ("conversion", "planning", "temporary", "homestead"), "doc_no": ("A", "B")},
    "patches": {"change_type": ("20", "SK", "DT"), "patch_no": ("X1", "X2", "X3")},
    "land": {"class_code": ("0101", "0103", "0201", "1006")},
    "basic": {"zone_no": ("1", "2")},
    "found": {"case_no": ("1", "2")},
}


def somewhere(chance: random.Random) -> str:
    return box(chance.randint(-10, 110), chance.randint(-8, 8), chance.randint(1, 30), chance.randint(1, 14))


def act(ground: Ground, chance: random.Random) -> None:
    name = chance.choice(["approvals", "approvals", *VALUES])
    layer = ground.layers[name]
    if not layer.isEditable():
        layer.startEditing()
    there = ground.ids(name)
    what = chance.choice(["add", "add", "move", "move", "value", "delete", "undo", "undo", "redo", "end"])
    if what == "add":
        values = [chance.choice(options) for options in VALUES[name].values()]
        ground.new(name, somewhere(chance), *values)
    elif what == "move" and there:
        layer.changeGeometry(chance.choice(there), multi(somewhere(chance)))
    elif what == "value" and there:
        field = chance.choice(sorted(VALUES[name]))
        index = next(k for k, one in enumerate(layer.fields()) if field.startswith(one.name()))
        layer.changeAttributeValue(chance.choice(there), index, chance.choice(VALUES[name][field]))
    elif what == "delete" and len(there) > 1:
        layer.deleteFeature(chance.choice(there))
    elif what == "undo":
        layer.undoStack().undo()
    elif what == "redo":
        layer.undoStack().redo()
    elif what == "end" and not (name == "patches" and ground.kind == "ESRI Shapefile"):
        # a packed shapefile of patches ends live, and says so
        ended = chance.choice([layer.commitChanges, layer.rollBack])
        assert ended(chance.random() < 0.5)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", KINDS)
def test_any_sequence_of_edits(kind, seed, qgis_app, qgis_new_project, tmp_path, qtbot):
    chance = random.Random(100 * KINDS.index(kind) + seed)  # noqa: S311
    ground = Ground(tmp_path, kind)
    try:
        ground.screen(qtbot)
        for step in range(24):
            act(ground, chance)
            if chance.random() < 0.6:
                ground.settle(qtbot)
            if step % 6 == 5:
                ground.settle(qtbot)
                ground.agrees()
        assert ground.live.on(), ground.live.sentence()
    finally:
        ground.close()
