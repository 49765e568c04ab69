"""Gauss-Krüger coordinates moved by polynomials are where QGIS moves them."""

from __future__ import annotations

import numpy as np
import pytest

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext

from gengdi_plugin.layers import lon_lat as module
from gengdi_plugin.layers.conformal import Conformal, is_conformal
from gengdi_plugin.layers.lon_lat import LonLat

#: Zones of three degrees without and with their number, of six degrees without and with it.
ZONES = [4534, 4541, 4549, 4554, 4513, 4526, 4533, 4502, 4507, 4512, 4491, 4496, 4501]


def transform_from(authid: str) -> QgsCoordinateTransform:
    systems = (QgsCoordinateReferenceSystem(name) for name in (authid, "EPSG:4490"))
    return QgsCoordinateTransform(*systems, QgsCoordinateTransformContext())


def ground(transform: QgsCoordinateTransform, seed: int, count: int = 4000) -> np.ndarray:
    """Coordinates all over China's latitudes, up to 250 km from the meridian, some beside each other."""
    random = np.random.default_rng(seed)
    proj = dict(word[1:].split("=") for word in transform.sourceCrs().toProj().split() if "=" in word)
    east = float(proj["x_0"]) + random.uniform(-250_000, 250_000, count)
    north = random.uniform(400_000, 5_950_000, count)
    return np.column_stack([east, north])


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_moved_as_qgis_moves_it(qgis_app, zone):
    transform = transform_from(f"EPSG:{zone}")
    xy = ground(transform, zone)
    assert is_conformal(transform)
    for some in (xy, xy[np.argsort(xy[:, 1])][:300], xy[:1]):
        asked = LonLat(transform, "x")._asked(some)
        found = LonLat(transform, "x")(some)
        assert np.abs(found - asked).max() < 2e-13
        assert (np.round(found, 8) == np.round(asked, 8)).all()


def test_few_coordinates_are_asked_of_qgis(qgis_app, monkeypatch):
    asked = []
    original = module._transformed
    monkeypatch.setattr(module, "_transformed", lambda xy, t: asked.append(len(xy)) or original(xy, t))
    transform = transform_from("EPSG:4549")
    random = np.random.default_rng(1)
    xy = np.column_stack([random.uniform(510_000, 560_000, 50_000), random.uniform(3.3e6, 3.4e6, 50_000)])
    LonLat(transform, "x")(xy)
    assert sum(asked) < 1000


def test_equal_coordinates_stay_equal_whatever_stands_beside_them(qgis_app):
    transform = transform_from("EPSG:4549")
    xy = ground(transform, 5)
    whole = LonLat(transform, "x")(xy)
    for some in (slice(1000, 1003), slice(None, None, -1), slice(1, 900)):
        assert np.array_equal(whole[some], LonLat(transform, "y")(np.ascontiguousarray(xy[some])))


@pytest.mark.parametrize("authid", ["EPSG:3857", "EPSG:2437", "EPSG:32650", "EPSG:4326"])
def test_other_systems_are_left_to_qgis(qgis_app, authid):
    assert not is_conformal(transform_from(authid))


def test_an_operation_set_in_the_project_is_left_to_qgis(qgis_app):
    context = QgsCoordinateTransformContext()
    source, target = (QgsCoordinateReferenceSystem(name) for name in ("EPSG:4549", "EPSG:4490"))
    shifted = (
        "+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500100 +y_0=0 +ellps=GRS80 "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    context.addCoordinateOperation(source, target, shifted, False)
    assert not is_conformal(QgsCoordinateTransform(source, target, context))


def test_what_is_not_analytic_is_asked_of_qgis():
    def bent(xy):
        return np.column_stack([120 + xy[:, 0] / 1e6, 30 + xy[:, 1] / 3e6 + xy[:, 0] / 9e6])

    xy = np.random.default_rng(2).uniform(0, 200_000, (100, 2))
    assert (Conformal(bent)(xy) == bent(xy)).all()


def test_places_that_the_system_does_not_have_stay_lost(qgis_app):
    transform = transform_from("EPSG:4549")
    xy = np.array([[500_000.0, 3.3e6], [1e12, 1e12], [np.nan, 1.0]])
    found = LonLat(transform, "x")(xy)
    assert np.isfinite(found[0]).all() and not np.isfinite(found[2]).all()
    assert np.array_equal(found[:2], LonLat(transform, "x")._asked(xy[:2]), equal_nan=True)
