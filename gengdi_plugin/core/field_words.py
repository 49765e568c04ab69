"""The words for canonical fields."""

from __future__ import annotations

from .i18n import tr


def field_word(name: str) -> str:
    """The canonical field ``name`` in words; the name itself for one without a word."""
    words = {
        "patch_no": tr("Patch no."),
        "change_type": tr("Change type"),
        "before_on": tr("Earlier image on"),
        "after_on": tr("Later image on"),
        "channel": tr("Channel"),
        "ministry_area_m2": tr("Ministry's area m²"),
        "approval_type": tr("Approval type"),
        "doc_no": tr("Document no."),
        "approved_on": tr("Approved on"),
        "valid_from": tr("Valid from"),
        "valid_to": tr("Valid to"),
        "status": tr("Status"),
        "authority": tr("Authority"),
        "project": tr("Project"),
        "holder": tr("Holder"),
        "purpose": tr("Purpose"),
        "right_type": tr("Kind of right"),
        "class_code": tr("Land class code"),
        "parcel_no": tr("Parcel no."),
        "area_m2": tr("Area m²"),
        "deduction_ratio": tr("Deduction ratio"),
        "net_area_m2": tr("Net area m²"),
        "unit_code": tr("Unit code"),
        "unit_name": tr("Unit name"),
        "crop_code": tr("Planting code"),
        "slope_grade": tr("Slope grade"),
        "quality_grade": tr("Quality grade"),
        "as_of": tr("State of"),
        "zone_no": tr("Zone no."),
        "name": tr("Name"),
        "case_no": tr("Case no."),
        "decided_on": tr("Decided on"),
        "uscc": tr("Unified social credit code"),
        "industry_code": tr("Industry code"),
        "category": tr("Category"),
        "street": tr("Street"),
        "permit_no": tr("Permit no."),
        "drawn_by": tr("Drawn by"),
        "outlet_code": tr("Outlet code"),
        "kind": tr("Kind"),
        "mn": tr("MN of the instrument"),
        "finding": tr("Finding"),
        "inspector": tr("Inspector"),
        "inspected_on": tr("Inspected on"),
        "violation_type": tr("Type of violation"),
        "started_on": tr("Works began"),
        "actual_use": tr("Actual use"),
        "unlawful_m2": tr("Area found unlawful"),
        "vocabulary": tr("Set of categories"),
        "subtype": tr("Subtype"),
        "photos": tr("Photos"),
        "note": tr("Note"),
    }
    return words.get(name, name)
