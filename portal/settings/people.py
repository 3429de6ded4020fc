"""How people sign in."""

from .place import BASE_URL, DEMO, env

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.parties.passwords.NotLikeThePerson"},
    {"NAME": "portal.parties.passwords.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": "portal.parties.passwords.NotCommon"},
    {"NAME": "portal.parties.passwords.NotNumeric"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "portal.parties.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "portal.parties.forms.account.SignUpForm",
    "login": "portal.parties.forms.account.SignInForm",
    "reauthenticate": "portal.parties.forms.account.ConfirmPasswordForm",
    "reset_password": "portal.parties.forms.account.ForgottenPasswordForm",
    "reset_password_from_key": "portal.parties.forms.account.NewPasswordForm",
    "change_password": "portal.parties.forms.account.ChangePasswordForm",
    "set_password": "portal.parties.forms.account.FirstPasswordForm",
    "add_email": "portal.parties.forms.account.ChangeEmailForm",
}
# Demo people sign in by what `make run` prints; anywhere else an officer's password alone opens nothing.
OFFICERS_NEED_SECOND_FACTOR = env.bool("OFFICERS_NEED_SECOND_FACTOR", default=not DEMO)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")  # browsers allow passkeys there
MFA_ADAPTER = "portal.parties.secondfactor.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Origin Portal"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "portal.parties.forms.account.CodeForm",
    "reauthenticate": "portal.parties.forms.account.CodeAgainForm",
    "activate_totp": "portal.parties.forms.account.FirstCodeForm",
    "add_webauthn": "portal.parties.forms.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "portal.parties.forms.passkeys.UsePasskeyForm",
    "login_webauthn": "portal.parties.forms.passkeys.SignInByPasskeyForm",
    "reauthenticate_webauthn": "portal.parties.forms.passkeys.PasskeyAgainForm",
    "edit_webauthn": "portal.parties.forms.passkeys.RenamePasskeyForm",
}
ACCOUNT_CHANGE_EMAIL = True  # one address a person: a new one takes the old one's place once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, asked of nobody
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60)
SESSION_LONGEST = env.int("SESSION_LONGEST", default=24 * 60 * 60)
# Eight hours of silence, not eight hours of work, end a session: portal.parties.signedin keeps it alive.

# --- OpenID Connect: officers sign in with what their department gives them -------------------
# Configured by three variables; without them nobody is offered it. Exporters never use it.
OIDC_URL = env.str("OIDC_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
SOCIALACCOUNT_ADAPTER = "portal.parties.openid.OfficersOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter finds the officer, by an address that both sides confirmed
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "department",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        * bool(OIDC_URL),
    }
}
