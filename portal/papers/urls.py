from django.urls import path

from . import verification, views

app_name = "papers"
urlpatterns = [
    path("documents/<uuid:pk>/", views.download, name="download"),
    path("documents/<uuid:pk>/retry/", views.retry, name="retry"),
    path("documents/of/<str:reference>/", views.of_case, name="of_case"),
    path("verify/", verification.start, name="verify"),
    path("verify/<str:code>/", verification.document, name="verify_document"),
]
