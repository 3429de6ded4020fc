"""The API and webhooks."""

from .place import DEBUG, DEMO, env

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.problems.handler",
}
SPECTACULAR_SETTINGS = {"TITLE": "Origin portal", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False, "OAS_VERSION": "3.1.0"}
# Webhooks to this very machine, and over plain http to it: for trying out. Private networks are never called.
WEBHOOKS_TO_THIS_MACHINE = env.bool("WEBHOOKS_TO_THIS_MACHINE", default=DEMO or DEBUG)
