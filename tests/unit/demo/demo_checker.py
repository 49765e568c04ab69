"""A second, slow opinion on the demo district: one patch at a time, plain shapely, no code of the product's
screening. It knows the contract's rule (§3.1) only as far as the district's stories need it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gengdi_plugin.demo.desk import FORMS
from gengdi_plugin.demo.district import District
from gengdi_plugin.demo.plane import to_plane

_BUILT = "20,YH,DT,TD,TP,DL1,DL2,DL3,TL,SJ,CK,YT,LD,GF,GEF,ZQC,JC,WH,TH"
CONSTRUCTION = set(_BUILT.split(","))
COUNTS_FOR = {
    "conversion": None,
    "archive": None,  # historic: every change; the registered sites of the district are construction
    "supply": CONSTRUCTION,
    "link_new": CONSTRUCTION,
    "homestead": {"20", "YH", "DT"},
    "facility": {"YH", "DT", "TD", "TP", "KT", "QT"},
    "temporary": CONSTRUCTION - {"WH", "TH"},
    "rural_road": {"ND", "DL1", "DL2", "YH", "DT"},
    "consolidation": {"DT", "TD", "TP", "01", "GQ"},
    "balance_plan": {"02", "03", "04", "KT", "SM"},
}
AUTHORISES_BASIC = {"conversion", "archive", "supply"}


@dataclass
class Paper:
    layer: str
    shape: BaseGeometry
    status: str
    approved: dt.date | None
    valid_from: dt.date | None
    valid_to: dt.date | None


def day(text: str | None, last: bool = False) -> dt.date | None:
    """A date as any channel of the district writes it; a month is its last day when ``last``."""
    if not text:
        return None
    digits = re.findall(r"\d+", text)
    if len(digits) == 1:
        digits = [text[:4], text[4:6], text[6:8]]
    if len(digits) == 2:
        assert last, text
        year, month = int(digits[0]), int(digits[1])
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(*map(int, digits))


def desk(district: District) -> list[Paper]:
    papers = []
    for layer, form in FORMS.items():
        table = district.tables[layer]
        shapes = shapely.make_valid(to_plane(table.geometry))
        for row, shape in enumerate(shapes):

            def said(what: str, row: int = row, table=table, form=form) -> str | None:
                name = form.fields.get(what)
                return None if name is None else table.columns[name][row]

            papers.append(Paper(layer, shape, said("status") or "", day(said("approved_on")),
                                day(said("valid_from")), day(said("valid_to"))))  # fmt: skip
    return papers


def why_not(paper: Paper, change: str, after: dt.date) -> str | None:
    if re.search("作废|注销|撤销", paper.status):
        return "revoked"
    if re.search("拟|报批|待批|退件", paper.status) or paper.layer == "pending":
        return "pending"
    if paper.approved and paper.approved > after:
        return "after_image"
    end = paper.valid_to
    if paper.layer == "temporary":
        if paper.approved is None and end is None:
            return "date_missing"
        end = end or paper.approved.replace(year=paper.approved.year + 2)
    if (end and end < after) or (paper.valid_from and paper.valid_from > after):
        return "expired"
    if paper.layer not in COUNTS_FOR:
        return "not_a_proof"
    if paper.layer == "facility" and change == "20":
        return "use_to_verify"
    allowed = COUNTS_FOR[paper.layer]
    return None if allowed is None or change in allowed else "incompatible_use"


def thin(part: BaseGeometry) -> bool:
    return part.area < 5.0 or 2 * part.area / part.length < 1.0


def parts(shape: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0]


def cultivated(district: District) -> np.ndarray:
    table = district.tables["farmland"]
    return to_plane(table.geometry[[code.startswith("01") for code in table.columns["DLBM"]]])


def opinions(district: District) -> list[str]:
    """The reason for each patch, in order."""
    papers = desk(district)
    shapes = np.array([paper.shape for paper in papers], dtype=object)
    trees = {
        "papers": (shapely.STRtree(shapes), shapes),
        "fields": (shapely.STRtree(fields := cultivated(district)), fields),
        "basic": (shapely.STRtree(basic := to_plane(district.tables["basic_farmland"].geometry)), basic),
    }
    table = district.tables["patches"]
    return [
        _opinion(shape, table.columns["TBLX"][row], day(table.columns["HSX"][row], last=True), papers, trees)
        for row, shape in enumerate(to_plane(table.geometry))
    ]


def _opinion(shape, change, after, papers, trees) -> str:
    patch = shapely.union_all(parts(shapely.make_valid(shape)))
    if patch.area < 0.01:
        return "geometry_error"

    def ground(name: str, where: BaseGeometry) -> BaseGeometry:
        tree, shapes = trees[name]
        return shapely.union_all(shapely.intersection(shapes[tree.query(where)], where))

    near = [papers[k] for k in trees["papers"][0].query(patch)]
    near = [(paper, paper.shape.intersection(patch)) for paper in near]
    near = [(paper, shape) for paper, shape in near if shape.area >= 0.01]
    if any(paper.layer == "violation" and shape.area > 0.01 * patch.area for paper, shape in near):
        return "known_violation"
    reasons = {id(paper): why_not(paper, change, after) for paper, _ in near}
    counting = [(paper, shape) for paper, shape in near if reasons[id(paper)] is None]
    if not counting:
        if "use_to_verify" in reasons.values():
            return "use_to_verify"
        return "approval_not_valid" if near else "no_approval"
    covered = shapely.union_all([shape for _, shape in counting])
    open_parts = parts(patch.difference(covered, grid_size=0.001))
    slivers = shapely.union_all([part for part in open_parts if thin(part)])
    forgiven = (
        covered.area >= 0.8 * patch.area
        and ground("fields", slivers).area < 333.33
        and ground("basic", slivers).area <= 100.0
    )
    rest = shapely.union_all([part for part in open_parts if not (forgiven and thin(part))])
    if (patch.area - rest.area) / patch.area < 0.95:
        return "partly_covered"
    basic_covered = ground("basic", covered)
    authorised = shapely.union_all([shape for paper, shape in counting if paper.layer in AUTHORISES_BASIC])
    if sum(part.area for part in parts(basic_covered.difference(authorised)) if not thin(part)) > 1.0:
        return "basic_farmland_not_authorised"
    if ground("basic", rest).area > 1.0:
        return "uncovered_basic_farmland"
    return "uncovered_cultivated" if ground("fields", rest).area >= 333.33 else "covered"
