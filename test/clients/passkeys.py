"""Registers passkeys and signs in with them over HTTP, with authenticators that are not part of this project.

soft-webauthn is a security key without a PIN: it never verifies its user. The other authenticator consists of the types of
fido2, verifies its user, and can be synced. Prints `ok NAME` for each check; the first failure ends the run.
"""

import json
import os
import secrets
import sys
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from soft_webauthn import SoftWebauthnDevice

ORIGIN = os.environ["CLIENT_ORIGIN"]
IDENTIFIER = os.environ["CLIENT_IDENTIFIER"]
PASSWORD = os.environ["CLIENT_PASSWORD"]
CREDENTIALS = {"identifier": IDENTIFIER, "password": PASSWORD}


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json", "X-Passkeys": "supported"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{ORIGIN}/api{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def done(answer):
    status, body = answer
    assert status in (200, 201), (status, body)
    return body


def encoded(value):
    """Binary values in base64url, as toJSON() of a PublicKeyCredential gives them."""
    if isinstance(value, dict):
        return {name: encoded(part) for name, part in value.items()}
    return websafe_encode(value) if isinstance(value, bytes) else value


class SecurityKey:
    """soft-webauthn, which takes the options that a browser would decode."""

    def __init__(self):
        self.device = SoftWebauthnDevice()

    def create(self, options):
        user = {**options["user"], "id": websafe_decode(options["user"]["id"])}
        challenge = websafe_decode(options["challenge"])
        return self.answer(self.device.create({"publicKey": {**options, "user": user, "challenge": challenge}}, ORIGIN))

    def get(self, options):
        challenge = websafe_decode(options["challenge"])
        return self.answer(self.device.get({"publicKey": {**options, "challenge": challenge}}, ORIGIN))

    @staticmethod
    def answer(credential):
        return encoded({**credential, "id": websafe_encode(credential["rawId"])})


class Phone:
    """Verifies its user and syncs its passkey."""

    FLAGS = (
        AuthenticatorData.FLAG.USER_PRESENT
        | AuthenticatorData.FLAG.USER_VERIFIED
        | AuthenticatorData.FLAG.BACKUP_ELIGIBILITY
        | AuthenticatorData.FLAG.BACKUP_STATE
    )

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user_handle = None

    def credential(self, response):
        return encoded({"id": websafe_encode(self.id), "rawId": self.id, "type": "public-key", "response": response})

    def create(self, options):
        self.user_handle = options["user"]["id"]
        public_key = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.id, public_key)
        flags = self.FLAGS | AuthenticatorData.FLAG.ATTESTED
        data = AuthenticatorData.create(sha256(options["rp"]["id"].encode()), flags, 0, attested)
        client_data = CollectedClientData.create("webauthn.create", websafe_decode(options["challenge"]), ORIGIN)
        attestation = AttestationObject.create("none", data, {})
        return self.credential({"clientDataJSON": bytes(client_data), "attestationObject": bytes(attestation)})

    def get(self, options):
        data = AuthenticatorData.create(sha256(options["rpId"].encode()), self.FLAGS, 0)
        client_data = CollectedClientData.create("webauthn.get", websafe_decode(options["challenge"]), ORIGIN)
        signature = self.key.sign(data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return self.credential(
            {
                "clientDataJSON": bytes(client_data),
                "authenticatorData": bytes(data),
                "signature": signature,
                "userHandle": self.user_handle,
            }
        )


def activate(passkey, token=None):
    begun = done(call("POST", "/mfa/activations", {"type": "passkey", **CREDENTIALS}, token))
    body = {"credential": passkey.create(begun["publicKey"]), "preferred": True}
    return done(call("POST", f"/mfa/activations/{begun['activationID']}", body, token))


def sign_in_after_password(passkey):
    challenge = done(call("POST", "/auth/signin", CREDENTIALS))
    assert challenge["mfaPreferredType"] == "passkey", challenge
    body = {"credential": passkey.get(challenge["publicKey"])}
    return done(call("POST", f"/auth/signin/mfa/{challenge['mfaID']}/passkey", body))["sessionToken"]


def sign_in_alone(passkey):
    options = done(call("POST", "/auth/passkey/options"))["publicKey"]
    credential = passkey.get(options)
    return credential, call("POST", "/auth/signin/passkey", {"credential": credential})


def verify(token):
    session = done(call("GET", "/auth/verify", token=token))
    return session["methods"], session["amr"], session["acr"]


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"FAIL {what}: {found}, not {wanted}")
    print(f"ok {what}", flush=True)


def main():
    key, phone = SecurityKey(), Phone()
    first = activate(key)
    expect("soft-webauthn: registered, with recovery codes", len(first["recoveryCodes"]), 10)
    token = sign_in_after_password(key)
    wanted = (["password", "passkey"], ["pwd", "pop", "user", "mfa"], "phr")
    expect("soft-webauthn: signs in after the password", verify(token), wanted)
    _, (status, body) = sign_in_alone(key)
    expect("soft-webauthn: a touch alone does not sign in", (status, body["reason"]), (401, "wrong-passkey"))

    second = activate(phone, token)
    expect("fido2: registered as a second passkey", second["factor"]["type"], "passkey")
    used, (status, session) = sign_in_alone(phone)
    expect("fido2: signs in alone", status, 200)
    token = session["sessionToken"]
    expect("fido2: what apps learn of it", verify(token), (["passkey"], ["pop", "user", "swk", "mfa"], "phr"))
    status, body = call("POST", "/auth/signin/passkey", {"credential": used})
    expect("fido2: the same answer again is refused", (status, body["reason"]), (410, "passkey-challenge-over"))

    challenge = done(call("POST", "/auth/step-up", {}, token))
    body = {"credential": phone.get(challenge["publicKey"])}
    stepped_up = done(call("POST", f"/auth/step-up/{challenge['mfaID']}/passkey", body, token))
    expect("fido2: steps up", verify(stepped_up["sessionToken"])[0], ["passkey"])


main()
