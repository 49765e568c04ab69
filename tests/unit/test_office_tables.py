"""The bureau's own tables of casework."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gengdi_plugin.core.coordination import coordinations
from gengdi_plugin.core.deadlines import deadline, deadlines
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.office_folder import use_folder
from gengdi_plugin.core.office_tables import DATA, TABLES, office_rows
from gengdi_plugin.core.patrol_frequency import frequencies
from gengdi_plugin.core.photo_checks import photo_rules
from gengdi_plugin.core.rectification import measures


@pytest.fixture(autouse=True)
def ours_again() -> Iterator[None]:
    yield
    use_folder(None)


def own(folder: Path, name: str, old: str, new: str, encoding: str = "utf-8") -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding=encoding)


def test_every_table_can_be_copied_and_says_the_same(tmp_path: Path) -> None:
    before = (deadlines(), frequencies(), measures(), photo_rules(), coordinations("patch"))
    for name in TABLES:
        shutil.copyfile(DATA / name, tmp_path / name)
    use_folder(tmp_path)
    assert (deadlines(), frequencies(), measures(), photo_rules(), coordinations("patch")) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_own_deadline_counts_until_the_folder_is_left(tmp_path: Path, encoding: str) -> None:
    ours = deadline("verify").number
    own(tmp_path, "deadlines.csv", f"patch,verify,,{ours},", f"patch,verify,,{ours + 7},", encoding)
    use_folder(tmp_path)
    assert deadline("verify").number == ours + 7
    assert frequencies()["village"].every_days == 7, "a table that is not there is ours"
    use_folder(None)
    assert deadline("verify").number == ours


def test_a_further_column_of_the_bureau_is_left_alone(tmp_path: Path) -> None:
    lines = (DATA / "measures.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{lines[0]},备注", *(f"{line},x" for line in lines[1:])])
    (tmp_path / "measures.csv").write_text(text, encoding="utf-8")
    use_folder(tmp_path)
    assert "replanting" in measures()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("step", "schritt", "step"), ("patch,verify,,10", "patch,verify,,soon", "line 2.*soon.*number")],
)
def test_a_table_that_cannot_be_used_says_file_line_and_column(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    own(tmp_path, "deadlines.csv", old, new)
    use_folder(tmp_path)
    with pytest.raises(InputError, match=f"deadlines.csv.*{said}"):
        deadline("verify")
    (tmp_path / "deadlines.csv").write_text("", encoding="utf-8")
    use_folder(tmp_path)
    with pytest.raises(InputError, match="columns"):
        office_rows("deadlines.csv")
