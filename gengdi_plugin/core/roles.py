"""Layer roles and their canonical fields (public contract §2)."""

from __future__ import annotations

from dataclasses import dataclass

#: Kinds of canonical fields: how a value is read.
TEXT, NUMBER, FIRST_DAY, LAST_DAY = "text", "number", "first_day", "last_day"

POLYGON, POINT, ANY = "polygon", "point", "any"


@dataclass(frozen=True)
class Role:
    """A role a layer can play. ``fields``: canonical field -> kind. ``required``: without these
    the role cannot be played (the mapping dialog marks them)."""

    key: str
    geometry: tuple[str, ...]
    fields: dict[str, str]
    required: tuple[str, ...] = ()


_ZONE_ROLES = (
    "basic_farmland", "grain_zone", "high_standard", "reclaimed", "consolidating",
    "ecological_redline", "development_boundary", "plan",
)  # fmt: skip
_ZONE = {"zone_no": TEXT, "name": TEXT, "area_m2": NUMBER, "as_of": TEXT, "purpose": TEXT}

_ALL = (
    Role(
        "change_patch",
        (POLYGON,),
        {
            "patch_no": TEXT,
            "change_type": TEXT,
            "before_on": FIRST_DAY,
            "after_on": LAST_DAY,
            "channel": TEXT,
            "ministry_area_m2": NUMBER,
        },
        ("patch_no",),
    ),
    Role(
        "approval",
        (POLYGON,),
        {
            "approval_type": TEXT,
            "doc_no": TEXT,
            "approved_on": FIRST_DAY,
            "valid_from": FIRST_DAY,
            "valid_to": LAST_DAY,
            "status": TEXT,
            "authority": TEXT,
            "project": TEXT,
            "holder": TEXT,
            "purpose": TEXT,
            # 权利类型 of a registration: an ownership, contract or forest right is no proof (rule 2)
            "right_type": TEXT,
        },
    ),
    Role(
        "farmland",
        (POLYGON,),
        {
            "class_code": TEXT,
            "parcel_no": TEXT,
            "area_m2": NUMBER,
            "deduction_ratio": NUMBER,
            "net_area_m2": NUMBER,
            "unit_code": TEXT,
            "crop_code": TEXT,
            "slope_grade": TEXT,
            "quality_grade": TEXT,
            "as_of": TEXT,
        },
        ("class_code",),
    ),
    *(Role(key, (POLYGON,), dict(_ZONE)) for key in _ZONE_ROLES),
    Role("violation", (POLYGON,), {"case_no": TEXT, "decided_on": FIRST_DAY, "status": TEXT}),
    Role("admin_unit", (POLYGON,), {"unit_code": TEXT, "unit_name": TEXT}, ("unit_code",)),
    Role(
        "enterprise",
        (POINT, POLYGON),
        {"uscc": TEXT, "name": TEXT, "industry_code": TEXT, "category": TEXT, "street": TEXT},
        ("uscc",),
    ),
    Role(
        "permit",
        (POLYGON,),
        {
            "permit_no": TEXT,
            "uscc": TEXT,
            "valid_from": FIRST_DAY,
            "valid_to": LAST_DAY,
            "category": TEXT,
            "drawn_by": TEXT,
        },
        ("permit_no",),
    ),
    Role(
        "outlet",
        (POINT,),
        {"outlet_code": TEXT, "permit_no": TEXT, "kind": TEXT, "mn": TEXT},
        ("outlet_code",),
    ),
    Role("sensitive", (ANY,), {"name": TEXT, "kind": TEXT}),
    Role(
        "inspection",
        (ANY,),
        {
            "patch_no": TEXT,
            "finding": TEXT,
            "inspector": TEXT,
            "inspected_on": FIRST_DAY,
            "note": TEXT,
            # of an unlawful finding: 违法类型 and 动工时间, for the rectification list
            "violation_type": TEXT,
            "started_on": FIRST_DAY,
            "actual_use": TEXT,
            "unlawful_m2": NUMBER,
            # words or keys of a set of categories (core.finding_vocabulary)
            "vocabulary": TEXT,
            "category": TEXT,
            "subtype": TEXT,
            # paths of files, several separated by ; or |, relative ones beside the layer's file
            "photos": TEXT,
        },
        ("patch_no", "finding"),
    ),
)

ROLES: dict[str, Role] = {role.key: role for role in _ALL}
