"""What becomes of a credential that somebody changes: at random by a seed, and by a list of shapes that have fooled others."""
import base64
import json
import random
import string

ALPHABET = string.ascii_letters + string.digits + "-_"
ODD = ". =+/%&?#;,:~\"'\\\t{}[]\x7f\xa0\xe9\xff"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def decoded(segment: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        return None


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def other_signature(signature: bytes) -> bytes:
    """(r, n - s) instead of (r, s): of ECDSA both are good."""
    r, s = signature[:32], int.from_bytes(signature[32:], "big")
    return r + (P256_ORDER - s).to_bytes(32, "big")


def same_token(good: str, other: str) -> bool:
    """Whether it says the same, by the same signer: what is signed is the text of the first two parts."""
    mine, theirs = good.split("."), other.strip(" \t").split(".")
    if len(theirs) != 3 or theirs[:2] != mine[:2]:
        return False
    signature = decoded(mine[2])
    return decoded(theirs[2]) in (signature, other_signature(signature))


class Mutator:
    """`Mutator(seed).of(text)`: another text each time, never `text` itself. `spares` are good ones of the same kind, or of others."""

    def __init__(self, seed: int, spares: tuple[str, ...] = ()):
        self._random = random.Random(seed)
        self._spares = spares

    def of(self, text: str) -> str:
        while True:
            changed = text
            for _ in range(self._random.choice((1, 1, 1, 2, 5))):
                changed = self._random.choice(self._ways())(changed)
            if changed != text and not any(spare in changed for spare in self._spares):
                return changed

    def _ways(self):
        return (self._replace, self._replace, self._insert, self._drop, self._swap, self._cut, self._repeat, self._case, self._flip, self._wrap, self._splice, self._grow)

    def _at(self, text: str) -> int:
        return self._random.randrange(len(text) + 1)

    def _character(self) -> str:
        return self._random.choice(ALPHABET if self._random.random() < 0.7 else ODD)

    def _replace(self, text):
        at = self._at(text)
        return text[:at] + self._character() + text[at + 1 :]

    def _insert(self, text):
        at = self._at(text)
        return text[:at] + self._character() * self._random.choice((1, 1, 2, 40)) + text[at:]

    def _drop(self, text):
        at = self._at(text)
        return text[:at] + text[at + self._random.choice((1, 1, 2, 8)) :]

    def _swap(self, text):
        one, other = sorted((self._at(text), self._at(text)))
        return text[:one] + text[other:] + text[one:other]

    def _cut(self, text):
        return text[: self._at(text)]

    def _repeat(self, text):
        at = self._at(text)
        return text[:at] + text[at:] * 2

    def _case(self, text):
        at = self._at(text)
        return text[:at] + text[at : at + 1].swapcase() + text[at + 1 :]

    def _flip(self, text):
        """One bit of what is in base64url."""
        parts = text.split(".")
        at = self._random.randrange(len(parts))
        data = bytearray(decoded(parts[at]) or b"")
        if data:
            data[self._random.randrange(len(data))] ^= 1 << self._random.randrange(8)
            parts[at] = encoded(bytes(data))
        return ".".join(parts)

    def _wrap(self, text):
        before, after = self._random.choice((("", "="), ("", "=="), (" ", ""), ("", " "), ("'", "'"), ('"', '"'), ("", "."), (".", ""), ("", "%00"), ("Bearer ", "")))
        return before + text + after

    def _splice(self, text):
        spare = self._random.choice(self._spares) if self._spares else text[::-1]
        at = self._at(text)
        return text[:at] + spare[min(at, len(spare)) :]

    def _grow(self, text):
        return text + self._character() * self._random.choice((1, 100, 3000))


# What is kept: shapes that have fooled verifiers elsewhere, and what the random ones may find. Each makes others of a good token.
def hostile_tokens(good: str, key: str) -> list[str]:
    """`key`: what is public, and must never be taken for a secret."""
    head, payload, signature = good.split(".")
    header, claims = json.loads(decoded(head)), json.loads(decoded(payload))

    def text(value) -> str:
        return encoded(json.dumps(value, separators=(",", ":")).encode())

    def with_head(**members):
        return f"{text({name: value for name, value in (header | members).items() if value is not None})}.{payload}.{signature}"

    def with_claims(**members):
        return f"{head}.{text(claims | members)}.{signature}"

    zero, order = bytes(32), P256_ORDER.to_bytes(32, "big")
    r, s = decoded(signature)[:32], decoded(signature)[32:]
    return [
        *(with_head(alg=alg) for alg in ("none", "None", "nOnE", "", "HS256", "RS256", "ES384", "es256", None, 0, ["ES256"])),
        *(f"{text(header | {'alg': alg})}.{payload}." for alg in ("none", "NONE", "ES256")),
        *(with_head(kid=kid) for kid in ("", "../../dev/null", "' OR '1'='1", "\u0000", "x" * 2000, None, 1)),
        *(with_head(typ=typ) for typ in ("JWT", "lgm-tools+jwt", "logout+jwt", "", None)),
        with_head(jwk={"kty": "oct", "k": encoded(key.encode())}), with_head(jku="http://127.0.0.1:1/jwks"), with_head(crit=["exp"]), with_head(b64=False), with_head(zip="DEF"),
        *(with_claims(**{name: value}) for name, value in (("role", "SYSTEM_ADMIN"), ("uid", "x"), ("sub", "admin"), ("exp", 2**53), ("aud", ["x"]), ("iss", "x"), ("sid", "x"), ("iat", 0), ("nbf", 2**40))),
        *(f"{head}.{payload}.{encoded(each)}" for each in (zero + zero, order + order, zero + s, r + zero, r + order, order + s, r, s + r, b"\x30\x44\x02\x20" + r + b"\x02\x20" + s)),
        f"{head}.{payload}", f"{head}.{payload}.", f".{payload}.{signature}", f"{head}..{signature}", "..", "", f"{good}.{signature}", f"{good}..", f"{head}.{payload}.{signature}=",
        json.dumps({"payload": payload, "protected": head, "signature": signature}), payload, f"{payload}.{head}.{signature}", good.replace(".", ".."), good + "\t", "A" * 100_000,
    ]  # fmt: skip


def hostile_texts(good: str) -> list[str]:
    """Of what is opaque."""
    return [
        "", " ", "0", "null", "undefined", "*", "%", "_", "\\", "'", '"', "$ne", "{}", "[]", "../" + good, good + "\\", f"'{good}'", f"{good}' OR '1'='1", f"{good}*", good.upper(), good.lower(),
        good[::-1], good[:-1], good[1:], good * 2, f"{good},{good}", f"{good};{good}", f"{good}%00", f"{good}\t", "x" * 100, "x" * 5000, good.replace("_", "-"), good.swapcase(),
    ]  # fmt: skip
