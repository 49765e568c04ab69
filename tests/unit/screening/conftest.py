"""Real parcels for screening tests."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import shapely.affinity
from screening_grounds import approval, approvals, farmland, patches

from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.table import feature_table


@pytest.fixture(scope="session")
def rice_fields(shared):
    """100 contiguous rice fields (Persello et al. 2023, CC-BY-4.0) as EPSG:4490 polygons."""
    ogr, osr = pytest.importorskip("osgeo.ogr"), pytest.importorskip("osgeo.osr")
    source = ogr.Open(str(shared / "data" / "parcels" / "cambodia_rice_fields.gpkg"))
    layer = source.GetLayer(0)
    target = osr.SpatialReference()
    target.ImportFromEPSG(4490)
    target.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(layer.GetSpatialRef(), target)
    fields = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        geometry.Transform(transform)
        fields.append(shapely.make_valid(shapely.from_wkb(bytes(geometry.ExportToWkb()))))
    return fields


@pytest.fixture(scope="session")
def rice_ground(rice_fields):
    """Patches cut from fields, approvals made from the fields beside them: (patches, approvals, parcels,
    basic farmland, all of it as screening's inputs)."""
    rng = np.random.default_rng(20211215)
    shifts = rng.uniform(-12, 12, (len(rice_fields), 2)) / 111_000
    cut = [shapely.affinity.translate(field, *shift) for field, shift in zip(rice_fields, shifts)]
    names = rng.choice(["conversion", "supply", "facility", "temporary", "planning"], len(rice_fields))
    made = [approval(field, kind=str(name)) for field, name in zip(rice_fields, names)]
    ground = [(field, "0101" if k % 3 else "0201") for k, field in enumerate(rice_fields)]
    basic = [field for k, field in enumerate(rice_fields) if k % 4 == 0]
    table = patches(*cut, change_type="YH")
    layers = ScreeningInputs(
        table, [approvals(*made)], farmland(*ground), feature_table(basic, {}, name="YN")
    )
    return cut, made, ground, basic, layers


@pytest.fixture(scope="session")
def rice_inputs(rice_ground) -> ScreeningInputs:
    return rice_ground[-1]
