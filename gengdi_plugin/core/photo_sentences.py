"""Photo checks in words, and as the JSON a workspace keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields

from .i18n import tr
from .photo_checks import FAILED, NOT_POSSIBLE, PASSED, PhotoCheck

#: Eight winds by degrees, where the sectors are those; others are told in degrees.
_WINDS = {"0": "N", "45": "NE", "90": "E", "135": "SE", "180": "S", "225": "SW", "270": "W", "315": "NW"}


def check_sentence(check: PhotoCheck) -> str:
    """One sentence: what was looked at, what came out, and against which threshold."""
    if check.result == NOT_POSSIBLE and check.why != "unsaid":
        return _not_possible(check)
    return _SAID[check.check](check)


def checks_json(checks: Iterable[PhotoCheck]) -> str:
    """Checks as kept in ``photo.checks_json``."""
    return json.dumps([asdict(check) for check in checks], ensure_ascii=False, sort_keys=True)


def checks_of(text: str | None) -> list[PhotoCheck]:
    """The checks of such a text; empty when there is none or it is none of ours."""
    try:
        rows = json.loads(text or "[]")
        names = {field.name for field in fields(PhotoCheck)}
        found = [PhotoCheck(**{key: value for key, value in row.items() if key in names}) for row in rows]
    except (ValueError, TypeError, AttributeError):
        return []
    return [one for one in found if one.check in _SAID and one.result in (PASSED, FAILED, NOT_POSSIBLE)]


def worst(checks: Iterable[PhotoCheck]) -> str:
    """``failed`` when any check failed, else ``not_possible`` when any was not, else ``passed``."""
    results = {check.result for check in checks}
    return FAILED if FAILED in results else NOT_POSSIBLE if NOT_POSSIBLE in results else PASSED


def wind(degrees: float | str) -> str:
    """``45`` as NE (东北); degrees that are no wind as they are."""
    key = f"{float(degrees):g}"
    names = {
        "N": tr("N"), "NE": tr("NE"), "E": tr("E"), "SE": tr("SE"),
        "S": tr("S"), "SW": tr("SW"), "W": tr("W"), "NW": tr("NW"),
    }  # fmt: skip
    return names.get(_WINDS.get(key, ""), tr("{degrees}°").format(degrees=key))


def direction_text(azimuth: float) -> str:
    """An azimuth in words, ``NE (52°)``."""
    nearest = f"{round(azimuth / 45) % 8 * 45:g}"
    return tr("{wind} ({degrees}°)").format(wind=wind(nearest), degrees=f"{azimuth:.0f}")


def _not_possible(check: PhotoCheck) -> str:
    why = {
        "no_place": tr("the photo has no coordinates"),
        "no_patch": tr("the patch has no area on the map"),
        "no_azimuth": tr("the photo has no direction"),
        "no_time": tr("the photo has no time"),
        "no_image_day": tr("the date of the later image is not known"),
        "no_finding_day": tr("the day of the inspection is not known"),
    }.get(check.why, check.why)
    if check.text:
        why = tr("{why}: {reason}").format(why=why, reason=check.text)
    texts = {
        "place": tr("Place not checked: {why}."),
        "direction": tr("Direction not checked: {why}."),
        "time_image": tr("Date against the image not checked: {why}."),
        "time_now": tr("Time against today not checked: {why}."),
        "time_finding": tr("Date against the inspection not checked: {why}."),
    }
    return texts.get(check.check, tr("Not checked: {why}.")).format(why=why)


def _place(check: PhotoCheck) -> str:
    if check.why == "inside":
        return tr("Taken inside the patch.")
    text = (
        tr("Taken {metres} m from the patch, at most {limit} m away.")
        if check.result == PASSED
        else tr("Taken {metres} m from the patch: more than {limit} m away.")
    )
    return text.format(metres=f"{check.value:,.0f}", limit=f"{check.limit:g}")


def _direction(check: PhotoCheck) -> str:
    if check.why == "inside":
        text = tr("Taken inside the patch: every direction shows it.")
    elif check.result == PASSED:
        text = tr("Points at the patch ({angle}° beside it, at most {limit}°).")
    else:
        text = tr("Points {angle}° away from the patch: more than {limit}°.")
    text = text.format(angle=f"{check.value or 0:.0f}", limit=f"{check.limit:g}")
    if check.why == "inside" or check.text == "T":
        return text
    note = (
        tr("Magnetic north: the declination was not applied.")
        if check.text == "M"
        else tr("The photo does not say whether true or magnetic north.")
    )
    return tr("{sentence} {note}").format(sentence=text, note=note)


def _time_image(check: PhotoCheck) -> str:
    text = (
        tr("Not older than the later image ({day}).")
        if check.result == PASSED
        else tr("Taken before the later image ({day}): it cannot show what the image shows.")
    )
    return text.format(day=check.text)


def _time_now(check: PhotoCheck) -> str:
    if check.result == PASSED:
        return tr("Its time is not in the future.")
    return tr("Its time lies in the future ({time}): the camera's clock was wrong.").format(time=check.text)


def _time_finding(check: PhotoCheck) -> str:
    if check.result == PASSED:
        return tr("Taken by the day of the inspection ({day}).").format(day=check.text)
    return tr("Taken %n day(s) after the inspection ({day}).", round(check.value or 0)).format(day=check.text)


def _hash(check: PhotoCheck) -> str:
    if check.result == PASSED:
        return tr("The stored file is unchanged.")
    if check.why == "absent":
        return tr("The stored file is missing: {reason}.").format(reason=check.text)
    return tr("The stored file was altered after it was recorded.")


def _directions(check: PhotoCheck) -> str:
    winds = tr(", ").join(wind(part) for part in check.text.split(",") if part) or tr("none")
    if check.result == PASSED:
        text = tr("The photos look in {count} directions ({winds}), at least {limit}.")
    elif check.why == "unsaid":
        text = tr("Not known whether the photos look in {limit} directions: {winds}; others do not say.")
    else:
        text = tr("The photos look in {count} direction(s) ({winds}): fewer than {limit}.")
    return text.format(count=f"{check.value or 0:g}", winds=winds, limit=f"{check.limit or 0:g}")


_SAID = {
    "place": _place,
    "direction": _direction,
    "time_image": _time_image,
    "time_now": _time_now,
    "time_finding": _time_finding,
    "hash": _hash,
    "directions": _directions,
}
