"""The layers of the demo district: whose they are, what they are called, in which file and projection.

The mixture is meant: bureaus deliver the same county in several projections, formats and encodings.
"""

from __future__ import annotations

from dataclasses import dataclass

GPKG, SHAPEFILE, SPATIALITE = "GPKG", "ESRI Shapefile", "SQLite"


@dataclass(frozen=True)
class LayerPlan:
    """One delivered layer. ``file``: its name with ending; ``epsg``: its projection; ``encoding``: of a
    shapefile's table; ``code_page_file``: whether a .cpg says so; ``zh``, ``en``: titles in a project."""

    key: str
    role: str
    file: str
    driver: str
    epsg: int
    zh: str
    en: str
    encoding: str = "UTF-8"
    code_page_file: bool = True

    @property
    def table(self) -> str:
        """The layer's name inside its file."""
        return self.file.rsplit(".", 1)[0]


_PLANS = (
    LayerPlan("patches", "change_patch", "JCTB_2021.shp", SHAPEFILE, 4490,
              "变化图斑", "Change patches", "GBK", False),
    LayerPlan("conversion", "approval", "JSYDBP_NZYDK_X.gpkg", GPKG, 4549, "农转用批准", "Conversion"),
    LayerPlan("pending", "approval", "JSYDBP_NZYDK_L.gpkg", GPKG, 4549,
              "农转用报批(拟)", "Conversion, pending"),
    LayerPlan("pre_examination", "approval", "JSYDYS_YSDK_X.gpkg", GPKG, 3857, "用地预审", "Pre-examination"),
    LayerPlan("supply", "approval", "TDGY_GDDK_X.gpkg", GPKG, 4528, "土地供应", "Land supply"),
    LayerPlan("reserve", "approval", "TDCB_CBDK.gpkg", GPKG, 4549, "土地储备", "Land reserve"),
    LayerPlan("facility", "approval", "SSNYD_NYDJZD.shp", SHAPEFILE, 4549,
              "设施农用地备案", "Agricultural facilities", "GBK", False),
    LayerPlan("temporary", "approval", "LSYD.shp", SHAPEFILE, 4550, "临时用地", "Temporary use"),
    LayerPlan("homestead", "approval", "农村宅基地审批.sqlite", SPATIALITE, 4490, "宅基地批准", "Homesteads"),
    LayerPlan("rural_road", "approval", "农村道路.gpkg", GPKG, 4550, "农村道路", "Rural roads"),
    LayerPlan("consolidation", "approval", "TDZZ_GDZLTS.gpkg", GPKG, 3857, "土地整治", "Land consolidation"),
    LayerPlan("balance_plan", "approval", "进出平衡方案.gpkg", GPKG, 4490, "进出平衡方案", "Balance schemes"),
    LayerPlan("link_new", "approval", "NCTDZHZZ_JXDK.gpkg", GPKG, 4549,
              "增减挂钩建新", "Linked quota: new sites"),
    LayerPlan("link_old", "approval", "NCTDZHZZ_CJDK.gpkg", GPKG, 4549,
              "增减挂钩拆旧", "Linked quota: old sites"),
    LayerPlan("archive", "approval", "用地手续补充.gpkg", GPKG, 4528,
              "补充用地手续", "Further papers, type by row"),
    LayerPlan("violation", "violation", "GL_PHJG_WFTB.gpkg", GPKG, 4549, "违法认定", "Violations found"),
    LayerPlan("farmland", "farmland", "DLTB.gpkg", GPKG, 4490, "地类图斑", "Land-class parcels"),
    LayerPlan("basic_farmland", "basic_farmland", "YJJBNTTB.gpkg", GPKG, 4490,
              "永久基本农田", "Permanent basic farmland"),
    LayerPlan("grain_zone", "grain_zone", "LSSCGNQ.gpkg", GPKG, 4549,
              "粮食生产功能区", "Grain production zones"),
    LayerPlan("high_standard", "high_standard", "GBZNT.gpkg", GPKG, 4549,
              "高标准农田", "High-standard farmland"),
    LayerPlan("ecological_redline", "ecological_redline", "STBHHX.gpkg", GPKG, 4490,
              "生态保护红线", "Ecological red line"),
    LayerPlan("units", "admin_unit", "XZQ.gpkg", GPKG, 4490, "行政区", "Administrative units"),
    LayerPlan("enterprise", "enterprise", "WRY.gpkg", GPKG, 4490, "污染源企业", "Polluting enterprises"),
    LayerPlan("permit", "permit", "PWXK.gpkg", GPKG, 4549, "排污许可证厂界", "Discharge permits"),
    LayerPlan("outlet", "outlet", "PFK.gpkg", GPKG, 4490, "排放口", "Outlets"),
)  # fmt: skip

LAYERS: dict[str, LayerPlan] = {plan.key: plan for plan in _PLANS}

#: What the inspectors bring back later; not part of the district.
INSPECTIONS = LayerPlan("inspection", "inspection", "HCCG.gpkg", GPKG, 4490, "核查成果", "Inspection results")

#: The layers that hold approvals, in the order a project shows them.
APPROVAL_KEYS = tuple(plan.key for plan in LAYERS.values() if plan.role == "approval")
ZONE_KEYS = ("grain_zone", "high_standard", "ecological_redline")
