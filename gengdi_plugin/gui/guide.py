"""Where the officer stands in the work, and what each page needs and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.i18n import tr
from ..core.vocabulary import word
from .sides import LAYERS as LAYERS_PAGE
from .sides import LEDGER, ON_FARMLAND, ON_POLLUTION, SCREENING

#: The steps of farmland in their order.
LAYERS, BIND, CHECKUP, SCREEN, REVIEW = STEPS = ("layers", "bind", "checkup", "screen", "review")
SOURCES, PROBLEMS = "sources", "problems"

#: The steps of each side in their order.
STEPS_OF = {ON_FARMLAND: STEPS, ON_POLLUTION: (LAYERS, BIND, SOURCES, PROBLEMS)}

#: Without these a screening says nothing, or never green.
NEEDED = ("change_patch", "approval", "farmland", "basic_farmland")

#: Any of these makes a list of pollution sources.
ANY_SOURCE = ("enterprise", "permit")


@dataclass(frozen=True)
class Facts:
    """What the guide goes by. ``layers``: vector layers in the project, results left out; ``missing``:
    roles of :data:`NEEDED` that no layer plays; ``patches``, ``to_verify``: of the open workspace;
    ``checked``: whether a check-up has looked at the layers as they are now; ``sourced``: whether a layer
    plays one of :data:`ANY_SOURCE`; ``expired``: sources with a permit that has run out; ``problems``,
    ``late``: open problems of sources, and the overdue ones."""

    layers: int = 0
    missing: tuple[str, ...] = NEEDED
    patches: int = 0
    to_verify: int = 0
    checked: bool = False
    sourced: bool = False
    expired: int = 0
    problems: int = 0
    late: int = 0


def current_step(facts: Facts, side: str = ON_FARMLAND) -> str:
    """The step to do now on ``side``."""
    if side == ON_POLLUTION:
        if facts.problems:
            return PROBLEMS
        if not facts.layers:
            return LAYERS
        return SOURCES if facts.sourced else BIND
    if facts.patches:
        return REVIEW
    if not facts.layers:
        return LAYERS
    if facts.missing:
        return BIND
    return SCREEN if facts.checked else CHECKUP


def step_text(step: str) -> str:
    """What a step is called on its button."""
    texts = {
        LAYERS: tr("1 Layers"),
        BIND: tr("2 Bind"),
        CHECKUP: tr("3 Check-up"),
        SCREEN: tr("4 Screen"),
        REVIEW: tr("5 Review"),
        SOURCES: tr("3 Sources"),
        PROBLEMS: tr("4 Problems"),
    }
    return texts[step]


def step_tip(step: str) -> str:
    """What a step is for."""
    tips = {
        LAYERS: tr("Load the demo district, or add your own layers to the project"),
        BIND: tr("Say which layer plays which role"),
        CHECKUP: tr("See what is wrong with the data before it is screened"),
        SCREEN: tr("Test the change patches against lawful approvals"),
        REVIEW: tr("Look through the patches, record findings, export lists and sheets"),
        SOURCES: tr("See the enterprises with their permits and outlets"),
        PROBLEMS: tr("Judge, assign, review and close the problems of the sources"),
    }
    return tips[step]


def advice(facts: Facts, page: str, side: str = ON_FARMLAND) -> str:
    """What the page (a key of ``sides``) needs on ``side``, and what comes next."""
    step = current_step(facts, side)
    if side == ON_POLLUTION:
        return _on_source_layers(facts, step) if page == LAYERS_PAGE else _on_sources(facts, step)
    if page == LAYERS_PAGE:
        return _on_layers(facts, step)
    if page == SCREENING:
        return _on_screening(facts, step)
    if page == LEDGER:
        return tr("This page needs land-class parcels, no screening; units and accounts add to it.")
    return _on_patches(facts, step)


def _on_layers(facts: Facts, step: str) -> str:
    if step == LAYERS:
        return tr(
            "Add your layers to the project as always, or load the demo district with the button below."
        )
    if facts.missing:
        return _missing(facts) + " " + tr("Select a layer below and press Bind Layer….")
    return tr("Every needed role is played. Next: {step}.").format(step=step_text(step))


def _on_screening(facts: Facts, step: str) -> str:
    if step == LAYERS:
        return tr("This page needs layers of the project. Next: {step}.").format(step=step_text(LAYERS))
    if step == BIND:
        return _missing(facts) + " " + tr("Next: {step}.").format(step=step_text(BIND))
    if step == CHECKUP:
        return tr("Everything needed is here. Next: {step}, then Screen Patches.").format(
            step=step_text(CHECKUP)
        )
    if step == SCREEN:
        return tr("Everything needed is here. Next: press Screen Patches.")
    return tr("Screened; the run stands below. Next: {step}.").format(step=step_text(REVIEW))


def _on_patches(facts: Facts, step: str) -> str:
    if step != REVIEW:
        return tr("This page shows what a screening found, and there is none yet. Next: {step}.").format(
            step=step_text(step)
        )
    if not facts.to_verify:
        return tr("No patch waits for verification. Next: export the release list.")
    return tr(
        "{n} to verify: select one to see why it is yellow. Next: record findings, export the verification "
        "list, print patch sheets."
    ).format(n=f"{facts.to_verify:,}")


def _on_source_layers(facts: Facts, step: str) -> str:
    if step == LAYERS:
        return tr(
            "Add the layers of enterprises, discharge permits and outlets, or load the demo district with "
            "the button below."
        )
    if not facts.sourced:
        return tr("No layer plays enterprise or discharge permit: select one below, press Bind Layer….")
    return tr("The sources are known. Next: {step}.").format(step=step_text(SOURCES))


def _on_sources(facts: Facts, step: str) -> str:
    if facts.problems:
        return tr("{n} open problems, {late} overdue. Next: judge or assign them.").format(
            n=f"{facts.problems:,}", late=f"{facts.late:,}"
        )
    if step in (LAYERS, BIND):
        return tr("This page needs a layer of enterprises or permits. Next: {step}.").format(
            step=step_text(step)
        )
    if facts.expired:
        return tr("{n} sources have a permit that has run out. Next: raise a problem for them.").format(
            n=f"{facts.expired:,}"
        )
    return tr("No problem is open. Next: select a source, or import problems.")


def _missing(facts: Facts) -> str:
    roles = tr(", ").join(word("role", role) for role in facts.missing)
    return tr("No layer plays: {roles}.").format(roles=roles)
