"""Addresses of the wizard: the same for every procedure that has registered itself."""

from django.urls import path, register_converter

from portal.cases import registry

from . import check, files, filing, overview, picking, rows, start, step


class ProcedureConverter:
    """The slug of a registered procedure; anything else is no address of the wizard."""

    regex = "[a-z0-9-]+"

    def to_python(self, value: str) -> registry.Procedure:
        try:
            return registry.procedure(value)
        except KeyError:
            raise ValueError from None

    def to_url(self, value: registry.Procedure | str) -> str:
        return value if isinstance(value, str) else value.slug


register_converter(ProcedureConverter, "procedure")

app_name = "wizard"
_DRAFT = "<procedure:procedure>/drafts/<uuid:draft_id>/"
urlpatterns = [
    path("<procedure:procedure>/start/", start.start, name="start"),
    path("<procedure:procedure>/reopen/<str:reference>/", start.reopen, name="reopen"),
    path(_DRAFT, overview.task_list, name="draft"),
    path(_DRAFT + "discard/", overview.discard, name="discard"),
    path(_DRAFT + "check/", check.check, name="check"),
    path(_DRAFT + "submit/", filing.submit, name="submit"),
    path(_DRAFT + "submit/sound/", filing.sound, name="sound"),
    path(_DRAFT + "receipt/", filing.receipt, name="receipt"),
    path(_DRAFT + "<slug:slug>/", step.page, name="step"),
    path(_DRAFT + "<slug:slug>/rows/", rows.act, name="rows"),
    path(_DRAFT + "<slug:slug>/rows/new/", rows.new, name="new_row"),
    path(_DRAFT + "<slug:slug>/rows/<str:row_id>/", rows.page, name="row"),
    path(_DRAFT + "<slug:slug>/products/", picking.pick, name="products"),
    path(_DRAFT + "<slug:slug>/files/", files.act, name="files"),
]
