"""Verifies access tokens as PyJWT's documentation says, "Retrieve RSA signing keys from a JWKS endpoint", with our algorithm.
usage: with_pyjwt.py JWKS_URL ISSUER AUDIENCE <tokens, one a line; prints a line of JSON for each."""
import json
import sys

import jwt

url, issuer, audience = sys.argv[1:]
jwks_client = jwt.PyJWKClient(url)
for token in sys.stdin.read().split():
    try:
        signing_key = jwks_client.get_signing_key_from_jwt(token)
        print(json.dumps({"claims": jwt.decode(token, signing_key, algorithms=["ES256"], audience=audience, issuer=issuer)}))
    except jwt.PyJWTError as error:
        print(json.dumps({"refused": str(error)}))
