"""What works behind the pages of the dock: made with the page it serves, or when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.i18n import tr
from .cleanup import CleanupStack
from .desk import Desk
from .dock import GengdiDock
from .map_link import MapLink
from .result_layers import ResultLayers
from .session import WorkspaceSession
from .sides import PATCHES, POLLUTION, SCREENING

if TYPE_CHECKING:
    from .boundary.boundaries import Boundaries
    from .boundary.change_keeping import ChangeKeeping
    from .cases.case_actions import CaseActions
    from .cases.case_services import CaseServices
    from .cases.list_actions import ListActions
    from .dossier.dossiers import Dossiers
    from .live.live import Live
    from .live.live_saving import LiveSaving
    from .live.live_views import LiveViews
    from .patches.patches_page import PatchesPage
    from .pollution.pollution_page import PollutionPage
    from .pollution.problem_actions import ProblemActions
    from .review.review import Review
    from .rules.rules_actions import RulesActions
    from .screening.run_actions import RunActions
    from .screening.run_checks import RunChecks
    from .screening.screening_page import ScreeningPage


class PageServices:
    """Keeps what serves the pages; at QGIS's start, when no page is built yet, none of it is loaded."""

    desk: Desk
    session: WorkspaceSession
    link: MapLink
    dock: GengdiDock
    changes: ChangeKeeping
    _results: ResultLayers
    _cleanup: CleanupStack

    def _serve_pages(self) -> None:
        self._services: dict[str, Any] = {}
        self.dock.tabs.when_built(SCREENING, self._serve_screening)
        self.dock.tabs.when_built(PATCHES, self._serve_patches)
        self.dock.tabs.when_built(POLLUTION, self._serve_pollution)

    def _serve_screening(self, page: ScreeningPage) -> None:
        from .rules.rules_actions import RulesActions
        from .screening.run_actions import RunActions
        from .screening.run_checks import RunChecks

        page.screened.connect(self._show_results)
        runs = RunActions(self.desk, self.session, self.dock)
        checks = RunChecks(self.desk, self.session, self.dock, runs)
        self._cleanup.push(checks.close)
        rules = RulesActions(self.desk, self.session, self.live, runs.show_patch)
        self._cleanup.push(rules.close)
        rules.serve(page.rules_box)
        self._services.update(runs=runs, checks=checks, rules=rules)
        self.live_views.serve_screening(page)

    def _serve_patches(self, page: PatchesPage) -> None:
        from .cases.case_actions import CaseActions
        from .cases.case_services import CaseServices
        from .cases.list_actions import ListActions
        from .review.review import Review

        page.layers_wanted.connect(self._show_results)
        cases = self._services["cases"] = CaseActions(self.desk, self.session, page)
        self._services["case_services"] = CaseServices(
            self.desk, self.session, page, self._show_patch, [cases.sync], self._cleanup
        )
        self._services["lists"] = ListActions(self.desk, self.session, page)
        review = Review(self.desk, self.session, page, self._dispatch_reviewed)
        self._services["review"] = review
        self._cleanup.push(review.close)
        self._serve_dossiers(page)
        self.live_views.serve_patches(page)
        self.link.tell_selection()  # what was selected on the map before there was a table

    def _serve_pollution(self, page: PollutionPage) -> None:
        from .pollution.problem_actions import ProblemActions

        problems = ProblemActions(self.desk, self.session, page, self._patch_in_front, self._show_patch)
        self._cleanup.push(problems.close)
        self._services["problems"] = problems
        page.serve(problems)
        page.near_wanted.connect(self.dock.show_near)
        self._cleanup.connect(self.dock.roles_changed, page.layers_changed)
        page.layers_changed()

    def _patch_in_front(self) -> Any:
        """The patch selected in the table; None while there is no table."""
        return self.dock.patches.single() if self.dock.tabs.built(PATCHES) else None

    def _show_patch(self, uid: str) -> None:
        self.runs.show_patch(uid)

    def _dispatch_reviewed(self) -> None:
        """Choose by hand who gets the patch under review."""
        self.case_services.people.open_dispatch(also_one=True)

    def _serve_dossiers(self, page: PatchesPage) -> None:
        from .dossier.patch_actions import PatchDossiers

        actions = PatchDossiers(page, self.dossiers).actions
        self._services["case_services"].menu.add(tr("Dossier and Code"), actions)

    @property
    def dossiers(self) -> Dossiers:
        """Everything that is known about a place."""
        if "dossiers" not in self._services:
            from .dossier.dossiers import Dossiers

            made = self._services["dossiers"] = Dossiers(self.desk, self.session, self.open_case)
            self._cleanup.push(made.close)
            self._cleanup.connect(self.desk.project.cleared, made.close_windows)
        return self._services["dossiers"]  # type: ignore[no-any-return]

    def open_case(self, uid: str) -> None:
        """Select a patch on its page and on the map, and show its time line."""
        self.runs.show_patch(uid)
        self.case_services.rectification.windows.show_timeline()

    def _show_results(self) -> None:
        self._results.show()

    def _with_page(self, page: str, name: str) -> Any:
        self.dock.tabs.page(page)
        return self._services[name]

    def _with_live(self, name: str) -> Any:
        if "live" not in self._services:
            self._follow_edits()
        return self._services[name]

    def _follow_edits(self) -> None:
        from .live.live import Live
        from .live.live_saving import LiveSaving
        from .live.live_views import LiveViews

        live = Live(self.desk, self.session, lambda: self.dock.screening.tested_layers())
        self._cleanup.push(live.close)
        saving = LiveSaving(self.desk, self.session, live)
        views = LiveViews(self.desk, live, saving)
        self._cleanup.push(views.close)
        self._services.update(live=live, live_saving=saving, live_views=views)

    @property
    def runs(self) -> RunActions:
        """What is done about the last run; asked for, it brings its page, as the others do."""
        return self._with_page(SCREENING, "runs")  # type: ignore[no-any-return]

    @property
    def checks(self) -> RunChecks:
        """Verdicts verified and runs compared."""
        return self._with_page(SCREENING, "checks")  # type: ignore[no-any-return]

    @property
    def rules(self) -> RulesActions:
        """The rule file of the project and its dialog."""
        return self._with_page(SCREENING, "rules")  # type: ignore[no-any-return]

    @property
    def cases(self) -> CaseActions:
        """What is done about patches."""
        return self._with_page(PATCHES, "cases")  # type: ignore[no-any-return]

    @property
    def case_services(self) -> CaseServices:
        """What the menu Cases offers."""
        return self._with_page(PATCHES, "case_services")  # type: ignore[no-any-return]

    @property
    def lists(self) -> ListActions:
        """The exports."""
        return self._with_page(PATCHES, "lists")  # type: ignore[no-any-return]

    @property
    def problems(self) -> ProblemActions:
        """What is done about problems of pollution sources."""
        return self._with_page(POLLUTION, "problems")  # type: ignore[no-any-return]

    @property
    def review(self) -> Review:
        """The walk through patches by keyboard."""
        return self._with_page(PATCHES, "review")  # type: ignore[no-any-return]

    @property
    def boundaries(self) -> Boundaries:
        """Boundaries drawn on the map, and their window; made when first asked for."""
        if "boundaries" not in self._services:
            from .boundary.boundaries import Boundaries

            made = Boundaries(self.desk, self.session, self.link, self.live, self.changes, self.dock)
            self._cleanup.push(made.close)
            self._services["boundaries"] = made
        return self._services["boundaries"]  # type: ignore[no-any-return]

    @property
    def live(self) -> Live:
        """What keeps verdicts in step with edits."""
        return self._with_live("live")  # type: ignore[no-any-return]

    @property
    def live_saving(self) -> LiveSaving:
        """What makes live verdicts a run."""
        return self._with_live("live_saving")  # type: ignore[no-any-return]

    @property
    def live_views(self) -> LiveViews:
        """Where live verdicts are shown."""
        return self._with_live("live_views")  # type: ignore[no-any-return]
