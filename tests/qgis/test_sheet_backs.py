"""The back of a patch sheet: before and after, the case, photos; dimensions; own templates; one file each."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_ground import find_unlawful, make_workspace
from osgeo import gdal, osr

from qgis.core import QgsFeedback, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsRasterLayer
from qgis.PyQt.QtGui import QColor, QImage

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.image_names import image_time
from gengdi_plugin.exchange.file_names import safe_names
from gengdi_plugin.layers.imagery import IMAGE_KEY, ImagePair, image_pair
from gengdi_plugin.layers.sheet_layout import TEMPLATE
from gengdi_plugin.layers.sheets import SheetOptions, export_sheets
from gengdi_plugin.layers.templates import copy_templates, own_templates, templates_folder
from gengdi_plugin.processing.patch_sheets import PatchSheetsAlgorithm
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.workspace import open_workspace

RED = "330211202400004"
HALF = "330211202400002"


def image(path: Path, colour: tuple[int, int, int]) -> QgsRasterLayer:
    """A GeoTIFF of one colour over the district."""
    made = gdal.GetDriverByName("GTiff").Create(str(path), 40, 40, 3)
    made.SetGeoTransform((121.59, 0.001, 0, 29.97, 0, -0.001))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4490)
    made.SetProjection(reference.ExportToWkt())
    for band, value in enumerate(colour, start=1):
        made.GetRasterBand(band).WriteArray(np.full((40, 40), value, dtype=np.uint8))
    made = None
    return QgsRasterLayer(str(path), path.stem, "gdal")


def photo(path: Path) -> Path:
    picture = QImage(1200, 900, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c000c0"))
    assert picture.save(str(path), "JPG")
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("背面")
    path = make_workspace(folder / "工作库.sqlite")
    find_unlawful(path, RED, 900.0)
    with open_workspace(path) as ws:
        from gengdi_plugin.store.photos import store_photos, write_photos

        uid = uid_of(ws, RED)
        stored = store_photos(ws, [photo(folder / f"{place}.jpg") for place in range(1)])
        with ws.db.conn:
            write_photos(ws.db.conn, uid, "", stored)
            ws.db.execute(
                "UPDATE photo SET lon = 121.6012, lat = 29.95123, azimuth = 135.4, azimuth_ref = 'T', "
                "taken_at = '2026-11-02T10:31:05+08:00'"
            )
    return path


def uid_of(ws: object, patch_no: str) -> str:
    return next(row.uid for row in patch_rows(ws) if row.patch_no == patch_no)  # type: ignore[arg-type]


def texts(path: Path) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    # Qt's PDF names some characters by their radicals, which NFKC leaves as they are
    told = unicodedata.normalize("NFKC", found.stdout).translate(str.maketrans("⻚⻓⻅", "页长见"))
    return ["".join(page.split()) for page in told.split("\f")[:-1]]


def colours(path: Path, page: int) -> set[tuple[int, int, int]]:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    number = str(page)
    subprocess.run(
        ["pdftoppm", "-r", "30", "-png", "-f", number, "-l", number, path, path.with_suffix("")], check=True
    )
    (drawn,) = path.parent.glob(f"{path.stem}-*.png")
    picture = QImage(str(drawn))
    drawn.unlink()
    return {
        QColor(picture.pixel(x, y)).getRgb()[:3]
        for x in range(picture.width())
        for y in range(picture.height())
    }


def print_one(workspace: Path, path: Path, patch_no: str, options: SheetOptions) -> None:
    with open_workspace(workspace) as ws:
        export_sheets(ws, path, [uid_of(ws, patch_no)], options=options)


def test_the_back_says_who_found_and_decided_what(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "red.pdf"
    print_one(workspace, path, RED, SheetOptions())
    front, back = texts(path)
    for words in (
        "背面", RED, "前时相2023-06-15(未提供影像)", "后时相2024-06-15(未提供影像)", "李*", "2026-11-02",
        "已建厂房", "王**", "900.00平方米(1.35亩),认定人员测定", "违法占用耕地", "现场照片(共1张)",
        "121.601200°E29.951230°N2026-11-0210:31方位135°(真北)",
    ):  # fmt: skip
        assert words in back, words
    assert "王小明" not in front + back and "李四" not in front + back
    assert any(red > 150 and blue > 150 and green < 60 for red, green, blue in colours(path, 2)), "the photo"


def test_a_patch_nobody_visited_has_room_for_a_sketch(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    print_one(workspace, path, HALF, SheetOptions())
    back = texts(path)[1]
    assert "尚未核查" in back and "现场照片(无)" in back and "现场草图或照片粘贴处" in back


def test_the_remainder_is_dimensioned(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    print_one(workspace, path, HALF, SheetOptions())
    front = texts(path)[0]
    # 40 m x 30 m of which the western 20 m are approved
    assert "600.0" in front and "(0.90亩)" in front and "30.0×20.0m" in front
    assert front.count("20.0") >= 3 and front.count("30.0") >= 3, "two sides each, and the size"


def test_images_are_drawn_below_the_patch(workspace: Path, tmp_path: Path) -> None:
    before, after = image(tmp_path / "前时相.tif", (10, 200, 30)), image(tmp_path / "b.tif", (240, 120, 10))
    path = tmp_path / "images.pdf"
    print_one(workspace, path, RED, SheetOptions(images=ImagePair(before, after)))
    back = texts(path)[1]
    assert "未提供影像" not in back and "2023-06-15前时相" in back
    drawn = colours(path, 2)
    for red, green, blue in ((10, 200, 30), (240, 120, 10)):
        assert any(abs(r - red) + abs(g - green) + abs(b - blue) < 25 for r, g, b in drawn)


def test_images_of_the_project_are_found_by_name_or_mark(tmp_path: Path) -> None:
    project = QgsProject()
    first, last = image(tmp_path / "镇海 前时相 2021.tif", (1, 2, 3)), image(tmp_path / "x.tif", (4, 5, 6))
    project.addMapLayers([first, last])
    assert image_pair(project) == (first, None)
    last.setCustomProperty(IMAGE_KEY, "after")
    assert image_pair(project) == (first, last)
    assert image_pair(None) == (None, None)
    project.clear()


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("2021前时相", "before"),
        ("HSX_2024", "after"),
        ("before and after", ""),
        ("正射影像", ""),
        ("After", "after"),
    ],
)
def test_a_name_says_the_time_or_nothing(name: str, time: str) -> None:
    assert image_time(name) == time


def test_one_pdf_each_has_the_name_of_its_patch(workspace: Path, tmp_path: Path) -> None:
    folder, whole = tmp_path / "每图斑一份", tmp_path / "all.pdf"
    with open_workspace(workspace) as ws:
        rows = patch_rows(ws)[:3]
        count = export_sheets(ws, whole, [row.uid for row in rows], folder=folder)
    assert count == 3
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        f"{row.patch_no} {row.spatial_code}.pdf" for row in rows
    )
    for row in rows:
        pages = texts(folder / f"{row.patch_no} {row.spatial_code}.pdf")
        assert len(pages) == 2 and row.patch_no in pages[0]
    assert len(texts(whole)) == 6


def test_cancel_leaves_no_half_files(workspace: Path, tmp_path: Path) -> None:
    feedback = QgsFeedback()
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 30 else None)
    folder = tmp_path / "each"
    with open_workspace(workspace) as ws, pytest.raises(Cancelled):
        export_sheets(ws, tmp_path / "all.pdf", feedback=feedback, folder=folder)
    assert list(tmp_path.rglob("*.pdf")) == [] and list(folder.iterdir()) == []


@given(st.lists(st.text(max_size=90), min_size=1, max_size=30))
def test_file_names_are_safe_and_no_two_alike(given_texts: list[str]) -> None:
    names = safe_names(given_texts, ".pdf")
    assert len({name.casefold() for name in names}) == len(given_texts)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*\0\n') and len(name.encode()) < 200
        assert name.endswith(".pdf") and not name.startswith((" ", "."))


@pytest.mark.parametrize(("text", "name"), [("CON", "_CON.pdf"), ("a/b:c", "a_b_c.pdf"), (" . ", "_.pdf")])
def test_names_windows_does_not_allow_are_changed(text: str, name: str) -> None:
    assert safe_names([text], ".pdf") == [name]


def test_the_bureaus_template_is_taken_and_what_it_lacks_is_told(workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / "模板"
    copied, kept = copy_templates(own)
    assert sorted(copied) == sorted(file.name for file in own_templates()) and not kept
    assert copy_templates(own) == ([], [file.name for file in own_templates()])
    file = own / TEMPLATE.name
    text = TEMPLATE.read_text(encoding="utf-8").replace("图斑核查表（初稿）", "本局图斑核查表")
    file.write_text(text.replace('id="before"', 'id="vorher"'), encoding="utf-8")
    algorithm, feedback = PatchSheetsAlgorithm().create(), QgsProcessingFeedback()
    parameters = {
        "WORKSPACE": str(workspace), "SELECTION": "code = 'red'", "OUTPUT": str(tmp_path / "own.pdf"),
        "TEMPLATES": str(own),
    }  # fmt: skip
    _results, ok = algorithm.run(parameters, QgsProcessingContext(), feedback, {}, False)
    assert ok, feedback.textLog()
    assert "本局图斑核查表" in texts(tmp_path / "own.pdf")[0]
    assert "lacks the items before" in feedback.textLog()


def test_a_template_without_what_matters_prints_nothing(workspace: Path, tmp_path: Path) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    (tmp_path / TEMPLATE.name).write_text(text.replace('id="qr"', 'id="picture"'), encoding="utf-8")
    with (
        open_workspace(workspace) as ws,
        pytest.raises(InputError, match="lacks the items qr"),
    ):
        export_sheets(ws, tmp_path / "x.pdf", limit=1, options=SheetOptions(templates=tmp_path))
    assert not list(tmp_path.glob("*.pdf"))
    with pytest.raises(InputError, match="is not there"):
        templates_folder(str(tmp_path / "nowhere"))


def test_neither_a_file_nor_a_folder_is_refused(workspace: Path) -> None:
    with open_workspace(workspace) as ws, pytest.raises(InputError, match="OUTPUT and FOLDER"):
        export_sheets(ws, None, limit=1)


def test_the_algorithm_prints_into_a_folder_alone(workspace: Path, tmp_path: Path) -> None:
    algorithm, feedback = PatchSheetsAlgorithm().create(), QgsProcessingFeedback()
    told = {"WORKSPACE": str(workspace), "SELECTION": "code = 'red'", "FOLDER": str(tmp_path / "每份")}
    results, ok = algorithm.run(told, QgsProcessingContext(), feedback, {}, False)
    assert ok, feedback.textLog()
    assert results == {"FOLDER": told["FOLDER"], "COUNT": 1}
    assert len(list((tmp_path / "每份").glob("*.pdf"))) == 1
