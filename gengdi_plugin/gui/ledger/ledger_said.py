"""What the page says of its accounts: on what they rest, and what does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.i18n import tr
from ...core.vocabulary import word
from ..figures import area_and_mu

if TYPE_CHECKING:
    from ...core.ledger.account import Ledger


def ledger_said(ledger: Ledger, special: bool) -> str:
    """The sentences above the tree, of the special accounts or of the total one."""
    return "\n".join(_special(ledger) if special else _stock(ledger))


def _stock(ledger: Ledger) -> list[str]:
    stock = ledger.stock
    said = [
        tr("“{layer}”, {date}: {n} parcels, {area}.").format(
            layer=ledger.farmland,
            date=ledger.as_of or tr("date not stated"),
            n=f"{stock.parcels:,}",
            area=area_and_mu(stock.total_m2),
        ),
        tr("Units by where the ground lies; a parcel over a boundary is parted.")
        if stock.by_overlay
        else tr("No layer of units with codes: units as the parcels state them (ZLDWDM)."),
    ]
    outside = sum(cell.area_m2 for cell in stock.cells if not cell.unit_code)
    if outside and stock.by_overlay:
        said.append(tr("Outside all units: {area}.").format(area=area_and_mu(outside)))
    if stock.overlap_m2:
        text = tr("⚠ Parcels overlap: {area} are counted more than once.")
        said.append(text.format(area=area_and_mu(stock.overlap_m2)))
    if stock.doubled_m2:
        text = tr("⚠ Units overlap: {area} are counted in the unit with the lower code.")
        said.append(text.format(area=area_and_mu(stock.doubled_m2)))
    if stock.unmeasured:
        said.append(tr("⚠ %n parcel(s) have no usable geometry and are not counted.", stock.unmeasured))
    return said


def _special(ledger: Ledger) -> list[str]:
    special = ledger.special
    if not ledger.zones:
        return [tr("No layer of a special account is bound: permanent basic farmland, zones, projects.")]
    layers = tr(", ").join(name for names in ledger.zones.values() for name in names)
    said = [tr("Of {layers}; farmland of “{farmland}”.").format(layers=layers, farmland=ledger.farmland)]
    if not special.by_overlay:
        said.append(tr("Without a layer of units these accounts are of the whole area."))
    for role, shared in special.overlap_m2.items():
        if shared:
            text = tr("⚠ {account}: features overlap by {area}, counted once.")
            said.append(text.format(account=word("role", role), area=area_and_mu(shared)))
    if special.with_patches:
        said.append(tr("Change patches are those of {workspace}.").format(workspace=ledger.workspace))
    else:
        said.append(tr("No workspace is open: change patches are not counted."))
    return said
