"""What a folder or zip may hold, and that nothing in it leads out of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange.field_folder import inside, package_folder
from gengdi_plugin.exchange.field_manifest import Manifest, PackedPatch, read_manifest

MANIFEST = Manifest(
    "p" * 32, "w" * 32, "r" * 32, "王外业", "2026-11-30T09:00:00+08:00",
    (PackedPatch("u1", "P001", "330211-1", "dispatched", 117704712532000768),), "own", "包.qgs",
    {"包.qgs": "ab" * 32},
)  # fmt: skip


def zipped(path: Path, entries: dict[str, bytes], *, link: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = 0o120777 << 16
            archive.writestr(entry, "/etc/passwd")
    return path


def test_a_manifest_reads_back_as_written(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(MANIFEST.text(), encoding="utf-8")
    assert read_manifest(tmp_path) == MANIFEST


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"patches": 3},
        {"files": "x"},
        {"patches": [{"uid": "u"}]},
        {"more": 1},
    ],
)
def test_a_manifest_of_another_kind_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    body = {**json.loads(MANIFEST.text()), **change}
    (tmp_path / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(InputError):
        read_manifest(tmp_path)


@pytest.mark.parametrize("depth", ["", "包/"])
def test_a_zip_unfolds_to_the_folder_with_the_manifest(tmp_path: Path, depth: str) -> None:
    content = {f"{depth}manifest.json": MANIFEST.text().encode(), f"{depth}DCIM/照片.jpg": b"jpg"}
    with package_folder(zipped(tmp_path / "a.zip", content)) as folder:
        assert read_manifest(folder) == MANIFEST
        assert (folder / "DCIM" / "照片.jpg").read_bytes() == b"jpg"
    assert not folder.exists()


def test_names_of_a_windows_zip_are_chinese_again(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"manifest.json": MANIFEST.text().encode(), "XXXX.txt": b"1"})
    path.write_bytes(path.read_bytes().replace(b"XXXX.txt", "说明".encode("gb18030") + b".txt"))
    with package_folder(path) as folder:
        assert (folder / "说明.txt").is_file()


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "C:/evil.txt", "..\\evil.txt"]
)
def test_a_zip_that_leads_out_is_refused_and_nothing_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    content = {"manifest.json": MANIFEST.text().encode(), name: b"x"}
    path = zipped(tmp_path / "in" / "a.zip", content)
    with pytest.raises(InputError), package_folder(path):
        pass
    assert [one.name for one in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"manifest.json": MANIFEST.text().encode()}, link="DCIM/a.jpg")
    with pytest.raises(InputError), package_folder(path):
        pass


def test_a_damaged_zip_and_a_text_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"manifest.json": MANIFEST.text().encode() * 50})
    half = path.read_bytes()
    path.write_bytes(half[: len(half) // 2])
    with pytest.raises(InputError), package_folder(path):
        pass
    path.write_bytes(b"hello")
    with pytest.raises(InputError), package_folder(path):
        pass
    with pytest.raises(InputError), package_folder(tmp_path / "none"):
        pass


def test_a_wrong_sum_in_a_zip_is_noticed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"manifest.json": MANIFEST.text().encode(), "DCIM/a.jpg": b"picture"})
    path.write_bytes(path.read_bytes().replace(b"picture", b"pictura", 1))
    with pytest.raises(InputError), package_folder(path):
        pass


def test_two_packages_in_one_folder_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(MANIFEST.text(), encoding="utf-8")
    with pytest.raises(InputError), package_folder(tmp_path):
        pass


def test_a_link_in_the_folder_is_no_photo(tmp_path: Path) -> None:
    folder = tmp_path / "包"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (folder / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    assert inside(folder, "a.jpg") is None


@given(name=st.text(alphabet=st.sampled_from("ab./\\: \x00中"), max_size=12))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    folder = Path("/tmp/nowhere/package")  # noqa: S108 - never touched
    found = inside(folder, name)
    assert found is None or folder in (found.resolve(), *found.resolve().parents)
