from django.urls import path

from .views import case, lists

app_name = "cases"
urlpatterns = [
    path("cases/", lists.mine, name="mine"),
    path("cases/<str:reference>/", case.case, name="case"),
]
