"""Addresses of the API, version 1."""

from django.urls import path

from portal.law.evaluators import every_evaluator

from .evaluate import UnknownEvaluatorView, view_of
from .resources import cases, codes, companies, documents, letters, products
from .schema import SchemaView
from .token import TokenView
from .webhooks.reading import EventsView

_CASE = "cases/<str:reference>/"
_PRODUCTS = "companies/<int:pk>/products/"
_PRODUCT = _PRODUCTS + "<int:product_id>/"
urlpatterns = [
    path("token/", TokenView.as_view(), name="api-token"),
    path("companies/", companies.CompaniesRoom.as_view(), name="api-companies"),
    path("companies/<int:pk>/", companies.CompanyRoom.as_view(), name="api-company"),
    path(_PRODUCTS, products.ProductsRoom.as_view(), name="api-products"),
    path(_PRODUCT, products.ProductRoom.as_view(), name="api-product"),
    path(_PRODUCT + "archive/", products.ArchiveRoom.as_view(), name="api-product-archive"),
    path(_PRODUCT + "restore/", products.RestoreRoom.as_view(), name="api-product-restore"),
    path(_PRODUCT + "versions/", products.VersionsRoom.as_view(), name="api-product-versions"),
    path(_PRODUCT + "versions/<int:number>/", products.VersionRoom.as_view(), name="api-product-version"),
    path("cases/", cases.CasesRoom.as_view(), name="api-cases"),
    path(_CASE, cases.CaseRoom.as_view(), name="api-case"),
    path(_CASE + "moves/<str:verb>/", cases.MoveRoom.as_view(), name="api-move"),
    path(_CASE + "messages/", letters.MessagesRoom.as_view(), name="api-messages"),
    path(_CASE + "questions/<int:question_id>/answer/", letters.AnswerRoom.as_view(), name="api-answer"),
    path(_CASE + "documents/", documents.DocumentsRoom.as_view(), name="api-documents"),
    path(_CASE + "documents/<uuid:pk>/", documents.DocumentRoom.as_view(), name="api-document"),
    path(_CASE + "files/<uuid:pk>/", documents.FileRoom.as_view(), name="api-file"),
    *(
        path(f"evaluate/{each.name}/", view_of(each).as_view(), name=f"evaluate-{each.name}")
        for each in every_evaluator()
    ),
    path("evaluate/<str:name>/", UnknownEvaluatorView.as_view(), name="evaluate"),
    path("codes/", codes.CodesRoom.as_view(), name="api-codes"),
    path("events/", EventsView.as_view(), name="events"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
]
