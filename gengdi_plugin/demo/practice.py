"""The practice folder: a part of the demo district as shapefiles arrive in a bureau, with known answers.

Everything is GBK without a .cpg, field names are Chinese and cut at ten bytes, image dates are months,
one layer's coordinates carry a zone number that its .prj does not know, the old sites of a linked quota
lie beside the new ones, and the registrations hold ownerships that prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import FeatureTable, ObjectArray, object_array
from .catalogue import SHAPEFILE, LayerPlan
from .district import District
from .plane import LONGEST_EDGE_M, to_lonlat, to_plane
from .practice_stories import OWNED, Cast, broken, choose

#: Bytes of a field name in a DBF.
_NAME_BYTES = 10
#: How far a registered estate reaches beyond the patch on it, metres; sites lie further apart.
_ESTATE_M = 1.0
_RIGHTS = ("国有建设用地使用权", "集体建设用地使用权")
#: The same right as a word and as the code of the registration's dictionary.
_OWNERSHIPS = ("集体土地所有权", "1")
#: Own field of the demo district -> what the practice layer calls it.
_PATCH_NAMES = {
    "JCBH": "监测图斑编号", "TBLX": "图斑类型", "QSX": "前时相时间", "HSX": "后时相时间",
    "JCMJ": "监测面积",
}  # fmt: skip
_PAPER_NAMES = {
    "XMMC": "项目名称", "PZWH": "批准文号", "PZRQ": "批准日期", "PZJG": "批准机关名称",
    "YDDW": "用地单位", "PZMJ": "批准面积", "YXQQ": "有效期开始", "YXQZ": "有效期结束",
    "ZT": "审批状态",
}  # fmt: skip
_FACILITY_NAMES = {
    "XMMC": "项目名称", "BABH": "备案编号", "BARQ": "备案日期", "YXQQ": "有效期开始",
    "YXQZ": "有效期结束", "QLR": "权利人名称", "ZT": "手续状态",
}  # fmt: skip
_PARCEL_NAMES = {
    "BSM": "标识码", "DLBM": "地类编码", "DLMC": "地类名称", "ZLDWDM": "坐落单位代码",
    "TBMJ": "图斑面积",
}  # fmt: skip
_BASIC_NAMES = {"YJJBNTTBBH": "永久基本农田图斑编号", "ZLDWMC": "坐落单位名称", "TBMJ": "图斑面积"}


@dataclass(frozen=True)
class PracticeLayer:
    """One shapefile of the folder. ``stated_epsg``: what its .prj says where that is not the system its
    coordinates are in (0: it is)."""

    plan: LayerPlan
    table: FeatureTable
    stated_epsg: int = 0


@dataclass(frozen=True)
class Practice:
    """The folder's layers by key, and the answer of each of the ten steps, in their order."""

    layers: dict[str, PracticeLayer]
    answers: tuple[int | str, ...]


def make_practice(district: District) -> Practice:
    """The practice folder of ``district``; the same district gives the same folder."""
    cast = choose(district.truth)
    twist = cast.first("conversion", "new_road")
    # three patches come twice: one a paper covers, one that nothing covers, one that is covered in part
    cast = cast.extended([cast.first("facility_yard"), cast.first("unchanged"), cast.first("excess")])
    layers = _layers(district, cast, twist)
    return Practice(layers, _answers(layers, cast, twist, district))


def cut(name: str) -> str:
    """A field's name as a DBF in GBK leaves it."""
    return name.encode("gbk")[:_NAME_BYTES].decode("gbk", "ignore")


def _layers(district: District, cast: Cast, twist: int) -> dict[str, PracticeLayer]:
    tables = district.tables
    return {
        "patches": _layer("change_patch", "2021年度卫片图斑.shp", 4490,
                          _patches(tables["patches"], cast, twist)),
        # drawn with the zone number in its eastings (EPSG:4528), described as EPSG:4549, which has none
        "conversion": _layer("approval", "农转用批准红线.shp", 4528,
                             _renamed(tables["conversion"], _PAPER_NAMES), stated=4549),
        "link_new": _layer("approval", "增减挂钩建新区.shp", 4549,
                           _renamed(tables["link_new"], _PAPER_NAMES)),
        "link_old": _layer("approval", "增减挂钩拆旧区.shp", 4549, _old_sites(tables, cast)),
        "registration": _layer("approval", "不动产登记宗地.shp", 4528, _registrations(tables, cast)),
        "facility": _layer("approval", "设施农用地备案.shp", 4549,
                           _renamed(tables["facility"], _FACILITY_NAMES)),
        "temporary": _layer("approval", "临时用地.shp", 4490, _renamed(tables["temporary"], _PAPER_NAMES)),
        "farmland": _layer("farmland", "三调地类图斑.shp", 4490, _renamed(tables["farmland"], _PARCEL_NAMES)),
        "basic_farmland": _layer("basic_farmland", "永久基本农田.shp", 4549,
                                 _renamed(tables["basic_farmland"], _BASIC_NAMES)),
    }  # fmt: skip


def _layer(role: str, file: str, epsg: int, table: FeatureTable, stated: int = 0) -> PracticeLayer:
    name = file.rsplit(".", 1)[0]
    plan = LayerPlan(name, role, file, SHAPEFILE, epsg, name, name, "GBK", code_page_file=False)
    return PracticeLayer(plan, table, stated)


def _renamed(table: FeatureTable, names: dict[str, str]) -> FeatureTable:
    """``table`` with the fields of ``names`` only, called as a DBF leaves their Chinese names."""
    columns = {cut(other): table.columns[own] for own, other in names.items() if own in table.columns}
    return replace(table, columns=columns)


def _patches(patches: FeatureTable, cast: Cast, twist: int) -> FeatureTable:
    chosen = patches.take(cast.rows)
    geometry = chosen.geometry.copy()
    geometry[twist] = broken(geometry[twist])
    columns = dict(chosen.columns)
    for name in ("QSX", "HSX"):
        columns[name] = object_array(_month(text) for text in columns[name])
    return _renamed(replace(chosen, geometry=geometry, columns=columns), _PATCH_NAMES)


def _month(text: str | None) -> str | None:
    """The month of a date in any of the district's four spellings, as 202106."""
    if text is None:
        return None
    if text.isdigit():
        return text[:6]
    year, month = text.replace("年", "-").replace("月", "").replace("/", "-").split("-")[:2]
    return f"{year}{int(month):02d}"


def _old_sites(tables: dict[str, FeatureTable], cast: Cast) -> FeatureTable:
    """The district's old sites, and one more under a patch that nothing else covers: whoever takes the
    layer for a proof releases it."""
    table = tables["link_old"]
    under = tables["patches"].geometry[cast.rows[[cast.first(*OWNED)]]]
    more = _estates(under)
    size = len(table)
    columns = {name: np.concatenate([values, values[:1] if size else _blank(values)])
               for name, values in table.columns.items()}  # fmt: skip
    return _renamed(
        FeatureTable(np.concatenate([table.geometry, more]), columns,
                     object_array(str(row + 1) for row in range(size + 1)), table.name),
        _PAPER_NAMES,
    )  # fmt: skip


def _blank(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    return np.array([None if values.dtype == object else np.nan], dtype=values.dtype)


def _registrations(tables: dict[str, FeatureTable], cast: Cast) -> FeatureTable:
    """Rights to build from the archive, and ownerships under patches that nothing allows."""
    archive = tables["archive"]
    rights = np.flatnonzero(archive.columns["审批类型"] == "不动产登记")
    owned = np.flatnonzero(np.isin(cast.story, list(OWNED)))
    estates = _estates(tables["patches"].geometry[cast.rows[owned]])
    size = len(rights) + len(estates)
    columns: dict[str, ObjectArray] = {
        "不动产权证号": object_array(f"演示(2019)镇海区不动产权第{row + 1:07d}号" for row in range(size)),
        "权利类型": object_array(
            [_RIGHTS[row % 2] for row in range(len(rights))]
            + [_OWNERSHIPS[row % 2] for row in range(len(estates))]
        ),
        "权利人名称": object_array(f"演示权利人{row + 1}" for row in range(size)),
        "登记日期": object_array([*archive.columns["批准日期"][rights]] + ["2012年6月30日"] * len(estates)),
    }
    return FeatureTable(
        np.concatenate([archive.geometry[rights], estates]),
        {cut(name): values for name, values in columns.items()},
        object_array(str(row + 1) for row in range(size)),
        "不动产登记宗地",
    )


def _estates(patches: ObjectArray) -> ObjectArray:
    """Ground a little beyond the edges of ``patches``, as the cadastre draws it."""
    wider = shapely.buffer(to_plane(patches), _ESTATE_M, join_style="mitre")
    estates: ObjectArray = to_lonlat(shapely.segmentize(wider, LONGEST_EDGE_M))
    return estates


def _answers(
    layers: dict[str, PracticeLayer], cast: Cast, twist: int, district: District
) -> tuple[int | str, ...]:
    """What each step of the practice sheet comes to, from how the folder was made; screening has no
    part in it."""
    numbers = district.tables["patches"].columns["JCBH"][cast.rows]
    first_month = np.datetime64(_iso_month(layers["patches"].table.columns["后时相时间"][0]), "M")
    rights = layers["registration"].table.columns["权利类型"]
    return (
        "GB18030",
        cut("监测图斑编号"),
        str((first_month + 1).astype("datetime64[D]") - 1),
        len(numbers) - len(set(numbers)),
        str(numbers[twist]),
        layers["conversion"].plan.table,
        int(np.isin(rights, _OWNERSHIPS).sum()),
        0,
        int((cast.code == "green").sum()),
        int((cast.reason == "approval_not_valid").sum()),
    )


def _iso_month(month: str) -> str:
    return f"{month[:4]}-{month[4:]}"
