from django.urls import path

from .views import account, companies, hs, products, productsheets

app_name = "parties"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("companies/", companies.mine, name="mine"),
    path("companies/new/", companies.register, name="register"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/<int:pk>/change/", companies.change, name="change"),
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
