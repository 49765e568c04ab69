"""What works behind the pages of the dock: made with the page it serves, or when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .cleanup import CleanupStack
from .desk import Desk
from .dock import PATCHES, SCREENING, GengdiDock
from .map_link import MapLink
from .result_layers import ResultLayers
from .session import WorkspaceSession

if TYPE_CHECKING:
    from .boundary.boundaries import Boundaries
    from .boundary.change_keeping import ChangeKeeping
    from .cases.case_actions import CaseActions
    from .cases.case_services import CaseServices
    from .cases.list_actions import ListActions
    from .live.live import Live
    from .live.live_saving import LiveSaving
    from .live.live_views import LiveViews
    from .patches.patches_page import PatchesPage
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

        page.layers_wanted.connect(self._show_results)
        cases = self._services["cases"] = CaseActions(self.desk, self.session, page)
        self._services["case_services"] = CaseServices(
            self.desk, self.session, page, lambda uid: self.runs.show_patch(uid), [cases.sync], self._cleanup
        )
        self._services["lists"] = ListActions(self.desk, self.session, page)
        self.live_views.serve_patches(page)
        self.link.tell_selection()  # what was selected on the map before there was a table

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
