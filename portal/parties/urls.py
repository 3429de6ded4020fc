from django.urls import path

from .views import account, agents, companies, hs, people, products, productsheets, switch

app_name = "parties"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("companies/", companies.mine, name="mine"),
    path("companies/new/", companies.register, name="register"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/switch/", switch.switch, name="switch"),
    path("companies/<int:pk>/change/", companies.change, name="change"),
    path("companies/<int:pk>/history/", people.history, name="history"),
    path("companies/<int:pk>/invite/", people.invite, name="invite"),
    path("companies/<int:pk>/invitations/<uuid:invitation_id>/again/", people.send_again, name="invite_again"),
    path("companies/<int:pk>/invitations/<uuid:invitation_id>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("companies/<int:pk>/leave/", people.leave, name="leave"),
    path("companies/<int:pk>/people/<int:person_id>/", people.roles, name="roles"),
    path("companies/<int:pk>/agents/new/", agents.give, name="power_new"),
    path("powers/<uuid:power_id>/", agents.power, name="power"),
    path("powers/<uuid:power_id>/end/", agents.end, name="power_end"),
    path("powers/<uuid:power_id>/file/", agents.scan, name="power_file"),
    path("invitations/<str:code>/", people.invitation, name="invitation"),
    path("invitations/<uuid:invitation_id>/answer/", people.answer, name="answer"),
    path("companies/<int:pk>/products/", products.catalogue, name="products"),
    path("companies/<int:pk>/products/new/", products.add, name="product-add"),
    path("companies/<int:pk>/products/<int:product_id>/", products.product, name="product"),
    path("companies/<int:pk>/products/<int:product_id>/change/", products.change, name="product-change"),
    path("companies/<int:pk>/products/<int:product_id>/archive/", products.archive, name="product-archive"),
    path("companies/<int:pk>/products/<int:product_id>/restore/", products.restore, name="product-restore"),
    path("companies/<int:pk>/products/<int:product_id>/versions/<int:number>/", products.product, name="version"),
    path("companies/<int:pk>/products/sheet/", productsheets.sheet, name="sheet"),
    path("companies/<int:pk>/products/sheet/<uuid:sheet_id>/", productsheets.preview, name="sheet-preview"),
    path("companies/<int:pk>/products/sheet/<uuid:sheet_id>/discard/", productsheets.discard, name="sheet-discard"),
    path("companies/<int:pk>/products/template.<str:kind>", productsheets.template, name="sheet-template"),
    path("companies/<int:pk>/products/catalogue.<str:kind>", productsheets.download, name="catalogue-file"),
    path("hs/search/", hs.search, name="hs-search"),
]
