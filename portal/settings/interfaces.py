"""The API and webhooks."""

from .place import DEBUG, DEMO, env

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.authentication.HasScope"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.problems.handler",
    # Whose address a caller without a token is counted by: behind a proxy the one that it tells.
    "NUM_PROXIES": 1 if env.bool("BEHIND_PROXY", default=False) else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Origin portal",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SORT_OPERATIONS": False,
}

# Requests a minute; 0 counts nothing.
API_RATE = env.int("API_RATE", default=600)
API_PUBLIC_RATE = env.int("API_PUBLIC_RATE", default=120)
API_TOKEN_RATE = env.int("API_TOKEN_RATE", default=30)

OAUTH2_PROVIDER_APPLICATION_MODEL = "api.ApiClient"
OAUTH2_PROVIDER = {
    "SCOPES_BACKEND_CLASS": "portal.api.scopes.ScopesOfClients",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 60 * 60,
    "CLIENT_SECRET_GENERATOR_LENGTH": 48,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # hashes alone at rest
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    # Of grants there is client_credentials alone: no redirects, no refresh tokens. Set all the same.
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
# Webhooks to this very machine, and over plain http to it: for trying out. Private networks are never called.
WEBHOOKS_TO_THIS_MACHINE = env.bool("WEBHOOKS_TO_THIS_MACHINE", default=DEMO or DEBUG)
