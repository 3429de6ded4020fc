from django.urls import path

from .views import account, companies

app_name = "parties"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("companies/", companies.mine, name="mine"),
    path("companies/new/", companies.register, name="register"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/<int:pk>/change/", companies.change, name="change"),
]
