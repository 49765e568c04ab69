"""说明.txt of a field package: how to work with it on the phone and bring it back."""

from __future__ import annotations

from ..exchange.field_manifest import Manifest

LEAFLET_FILE = "说明.txt"

_TEXT = """现场核查包（耕地智保）

核查人：{responsible}
图斑数：{count}
生成时间：{made_at}
任务包标识：{package_uid}

一、怎么用
1. 把整个文件夹复制到手机或平板，用 QField 打开 {project}。
2. 图层“待核查图斑”只读，是派发给您的图斑。点开图斑可看筛查原因、未覆盖部分和相交的审批。
3. 到现场后在图层“核查记录”上新增一个点（点在图斑内，图斑编号自动填写），选核查结论，
   填现场描述；合法必须填批准文号，违法请填违法类型、开工日期。
4. 在同一记录的“现场照片”里拍照。请打开手机定位并允许相机记录位置，至少拍三个方向。
   照片存放在 DCIM 文件夹，请不要改名、移动或压缩。
5. 需要实测范围时，在图层“实测边界”上沿边界画面或用定位走一圈。

二、怎么交回
1. 把整个文件夹（含 data.gpkg、DCIM、manifest.json；如有 data.gpkg-wal 也要一起）复制回电脑，
   或压缩成一个 zip。
2. 内业人员在耕地智保里选“导入外业成果”。同一个文件夹可以反复导入，不会重复入库；
   缺的照片补齐后再导入一次即可。
3. 导入前请保留手机上的原文件夹。

三、注意
图斑在认定前均为疑似，核查结论须经另一人认定。本包只含您名下的图斑，不得转给无关人员。

四、图斑清单
{patches}
"""


def leaflet(manifest: Manifest) -> str:
    """The text of the leaflet."""
    lines = [
        f"{number}. {one.patch_no or '（无编号）'}  {one.spatial_code}"
        for number, one in enumerate(manifest.patches, start=1)
    ]
    return _TEXT.format(
        responsible=manifest.responsible,
        count=len(manifest.patches),
        made_at=manifest.made_at,
        package_uid=manifest.package_uid,
        project=manifest.project_file,
        patches="\n".join(lines),
    )
