"""What a field package holds: its tables and columns, the same for who writes and who reads them.

Headings are Chinese whatever the interface speaks: the inspector's form is an official paper on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The GeoPackage inside a package, and the folder QField puts photos into.
DATA_FILE = "data.gpkg"
PHOTO_FOLDER = "DCIM"

PATCH, INSPECTION, PHOTO, BOUNDARY, CATEGORY = (
    "patch", "inspection", "photo", "measured_boundary", "category",
)  # fmt: skip

#: Tables in which an inspector works.
WORK_TABLES = (INSPECTION, PHOTO, BOUNDARY)

TEXT, REAL, DATE = "text", "real", "date"


@dataclass(frozen=True)
class Column:
    """A column: ``kind`` is ``text``, ``real`` or ``date`` (ISO text); ``title`` its Chinese heading."""

    name: str
    title: str
    kind: str = TEXT


@dataclass(frozen=True)
class PackageTable:
    """``geometry``: ``MULTIPOLYGON``, ``POINT`` or ``""``; ``needed``: columns without which its rows say
    nothing (one of each group separated by ``|``)."""

    name: str
    title: str
    geometry: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


TABLES = {
    table.name: table
    for table in (
        PackageTable(
            PATCH,
            "待核查图斑",
            "MULTIPOLYGON",
            (
                Column("uid", "图斑标识"),
                Column("patch_no", "图斑编号"),
                Column("spatial_code", "空间码"),
                Column("unit_name", "所在村"),
                Column("code", "码色"),
                Column("state_word", "办理状态"),
                Column("change_word", "变化类型"),
                Column("before_on", "前时相"),
                Column("after_on", "后时相"),
                Column("area_m2", "面积(平方米)", REAL),
                Column("uncovered_m2", "未覆盖面积(平方米)", REAL),
                Column("uncovered_cultivated_m2", "未覆盖耕地(平方米)", REAL),
                Column("uncovered_basic_m2", "未覆盖永久基本农田(平方米)", REAL),
                Column("reason_word", "筛查原因"),
                Column("sentence", "筛查说明"),
                Column("due_on", "办理期限"),
            ),
        ),
        PackageTable(
            INSPECTION,
            "核查记录",
            "POINT",
            (
                Column("uid", "记录标识"),
                Column("patch_uid", "图斑"),
                Column("patch_no", "图斑编号"),
                Column("finding", "核查结论"),
                Column("category", "分类"),
                Column("subtype", "细类"),
                Column("doc_no", "批准文号"),
                Column("unlawful_m2", "违法面积(平方米)", REAL),
                Column("violation_type", "违法类型"),
                Column("started_on", "开工日期", DATE),
                Column("actual_use", "实际用途"),
                Column("inspector", "核查人"),
                Column("inspected_on", "核查日期", DATE),
                Column("note", "现场描述"),
                Column("vocabulary", "分类体系"),
            ),
            ("finding", "patch_uid|patch_no"),
        ),
        PackageTable(
            PHOTO,
            "现场照片",
            "",
            (
                Column("uid", "照片标识"),
                Column("inspection_uid", "核查记录"),
                Column("path", "照片"),
                Column("lon", "经度", REAL),
                Column("lat", "纬度", REAL),
                Column("azimuth", "拍摄方位角(度)", REAL),
                Column("taken_at", "拍摄时间"),
                Column("note", "说明"),
            ),
            ("path", "inspection_uid"),
        ),
        PackageTable(
            BOUNDARY,
            "实测边界",
            "MULTIPOLYGON",
            (
                Column("uid", "边界标识"),
                Column("inspection_uid", "核查记录"),
                Column("patch_uid", "图斑"),
                Column("measured_by", "测量人"),
                Column("measured_on", "测量日期", DATE),
                Column("note", "说明"),
            ),
            ("inspection_uid|patch_uid",),
        ),
        PackageTable(
            CATEGORY,
            "分类词表",
            "",
            (
                Column("key", "代码"),
                Column("parent", "上级"),
                Column("top", "大类"),
                Column("findings", "适用结论"),
                Column("name", "名称"),
            ),
        ),
    )
}  # fmt: skip
