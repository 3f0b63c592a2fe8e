"""A small identity provider that speaks OpenID Connect as the standard says, on this machine's own address.

It refuses what a real one refuses: a foreign client, an address of return that was not registered, a wrong secret,
a code used twice, a proof (PKCE) that does not fit.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "penata", "rahasia-klien"
KEY_NAME = "2026-a"


class IdentityProvider(ThreadingHTTPServer):
    """Whoever comes is `claims` to it. `says` overrides what an address answers, e.g. {"/token": (500, {})}."""

    daemon_threads = True

    def __init__(self, claims: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims = claims
        self.says: dict[str, tuple[int, Any]] = {}
        self.denies = False
        self.signs_for = CLIENT
        self.key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []

    def settings(self, **more: Any) -> dict[str, Any]:
        """As `config.settings` makes them of PENATA_OIDC_…"""
        app = {
            "provider_id": "city",
            "name": "Akun Kota",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True, **more},
        }
        return {"openid_connect": {"APPS": [app]}}

    def __enter__(self) -> IdentityProvider:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args: Any) -> None:
        self.shutdown()
        self.server_close()


class Conversation(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        page = {
            "/.well-known/openid-configuration": self.configuration,
            "/authorize": self.authorize,
            "/userinfo": self.userinfo,
            "/jwks": self.keys,
        }
        self._answer(page)

    def do_POST(self) -> None:
        self._answer({"/token": self.token})

    def _answer(self, pages: dict[str, Any]) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        if path in self.server.says:
            self.send_json(*self.server.says[path])
        elif path in pages:
            pages[path]()
        else:
            self.send_json(404, {})

    def configuration(self) -> None:
        issuer = self.server.issuer
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        said = {f"{name}_endpoint": f"{issuer}/{path}" for name, path in ends.items()}
        self.send_json(
            200,
            said
            | {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            },
        )

    def authorize(self) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query))
        faulty = (
            asked.get("client_id") != CLIENT
            or asked.get("response_type") != "code"
            or "openid" not in asked.get("scope", "").split()
            or asked.get("code_challenge_method") != "S256"
            or urlsplit(asked.get("redirect_uri", "")).path != "/accounts/oidc/city/login/callback/"
        )
        if faulty:
            self.send_json(400, {"error": "invalid_request", "asked": asked})
            return
        answer = {"state": asked["state"]}
        if self.server.denies:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe()
            self.server.codes[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def token(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.server.codes.pop(sent.get("code", ""), None)  # each code once
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if self._client(sent) != (CLIENT, SECRET):
            self.send_json(401, {"error": "invalid_client"})
        elif (
            asked is None
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or proof.rstrip(b"=").decode() != asked["code_challenge"]
        ):
            self.send_json(400, {"error": "invalid_grant"})
        else:
            self._send_tokens()

    def _client(self, sent: dict[str, str]) -> tuple[str, str]:
        kind, _, text = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic":
            name, _, secret = base64.b64decode(text).decode().partition(":")
            return name, secret
        return sent.get("client_id", ""), sent.get("client_secret", "")

    def _send_tokens(self) -> None:
        access, now = secrets.token_urlsafe(), int(time.time())
        self.server.tokens.add(access)
        said = {"iss": self.server.issuer, "aud": self.server.signs_for, "iat": now, "exp": now + 300}
        identity = jwt.encode(
            said | {"sub": self.server.claims["sub"]}, self.server.key, algorithm="RS256", headers={"kid": KEY_NAME}
        )
        self.send_json(200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": identity})

    def userinfo(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.send_json(200, self.server.claims) if token in self.server.tokens else self.send_json(401, {})

    def keys(self) -> None:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
        self.send_json(200, {"keys": [key | {"kid": KEY_NAME, "use": "sig", "alg": "RS256"}]})

    def send_json(self, status: int, said: Any) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
