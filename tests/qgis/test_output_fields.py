"""How own fields and output fields share one table."""

from __future__ import annotations

from qgis.core import QgsFields

from gengdi_plugin.layers.compat import TEXT, make_field
from gengdi_plugin.processing.output_fields import SHORT_NAMES, join_fields
from gengdi_plugin.processing.screening_fields import output_fields


def _fields(*names: str) -> QgsFields:
    fields = QgsFields()
    for name in names:
        fields.append(make_field(name, TEXT))
    return fields


def test_an_own_field_that_has_the_prefixed_name_already_keeps_it_and_no_name_stands_twice() -> None:
    for order in (("code", "SRC_code"), ("SRC_code", "code")):
        joined = join_fields(_fields(*order, "Reason"), output_fields())
        names = joined.fields.names()
        assert {"SRC_code", "src_code_2", "src_Reason", "code"} <= set(names)
        assert len({name.casefold() for name in names}) == len(names)
        assert joined.own == (0, 1, 2)


def test_an_earlier_output_in_a_shapefile_is_an_earlier_output() -> None:
    earlier = join_fields(_fields("TBBH"), output_fields(), SHORT_NAMES).fields
    for short in ({}, SHORT_NAMES):
        joined = join_fields(earlier, output_fields(), short)
        assert joined.own == (0,)
        assert joined.fields.names() == ["TBBH", *(short.get(f.name(), f.name()) for f in output_fields())]
