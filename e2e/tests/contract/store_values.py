"""What stores treat differently, and how members are to take it. The answers follow from a member's description
and kind, never from the store: SQLite, MariaDB and MySQL are asked the same and answer the same."""
import json
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from running_stack import ROOT

DOCUMENT = json.loads((ROOT / "webui/openapi/admin-service.json").read_text())
LONE_SURROGATE = "\ud800"
# JSON has these as numbers, which a member takes whole and within its bounds or not at all.
NUMBERS = (-(2**63) - 1, -(2**63), -1, 0, 1, 2, 2**63 - 1, 2**63, 0.0, 1.0, 1.5, 1e300, "1", True, None)


def texts_around(stem: str, longest: int) -> dict[str, str]:
    """One list for every member. All hold the stem, so that they meet each other and nobody else's rows; it has letters of its own case."""
    digits = str(int.from_bytes(stem[-8:].encode()))
    spelled = {
        "as it is": stem, "upper case": stem.upper(), "title case": stem.title(),
        "a blank behind": f"{stem} ", "two blanks behind": f"{stem}  ", "a blank before": f" {stem}", "a blank inside": f"{stem[0]} {stem[1:]}",
        "a tab behind": f"{stem}\t", "a line break behind": f"{stem}\n", "a no-break space behind": f"{stem}\u00a0",
        "an ideographic space behind": f"{stem}\u3000", "an ideographic space before": f"\u3000{stem}",
        "é": f"{stem}é", "é of two characters": f"{stem}e\u0301", "É": f"{stem}É", "e": f"{stem}e", "E": f"{stem}E",
        "ß": f"{stem}ß", "ẞ": f"{stem}ẞ", "ss": f"{stem}ss", "SS": f"{stem}SS",
        "dotless ı": f"{stem}ı", "dotted İ": f"{stem}İ", "i": f"{stem}i", "I": f"{stem}I",
        "σ": f"{stem}σ", "final ς": f"{stem}ς", "Σ": f"{stem}Σ", "я": f"{stem}я", "Я": f"{stem}Я",
        "full-width Ａ": f"{stem}Ａ", "a": f"{stem}a", "ligature ﬁ": f"{stem}ﬁ", "fi": f"{stem}fi",
        "か": f"{stem}か", "カ": f"{stem}カ", "half-width ｶ": f"{stem}ｶ",
        "a zero byte behind": f"{stem}\0", "a zero byte inside": f"{stem[0]}\0{stem[1:]}", "a control character": f"{stem}\x1a",
        "an escape of C1": f"{stem}\x9b", "a zero-width space behind": f"{stem}\u200b", "a zero-width joiner inside": f"{stem[0]}\u200d{stem[1:]}",
        "a soft hyphen inside": f"{stem[0]}\u00ad{stem[1:]}", "a noncharacter": f"{stem}\uffff", "a lone surrogate": f"{stem}{LONE_SURROGATE}",
        "😀": f"{stem}😀", "😁": f"{stem}😁",
        "𠀀 of extension B": f"{stem}𠀀", "𠀁 of extension B": f"{stem}𠀁", "𐐀 with its case": f"{stem}𐐀", "𐐨": f"{stem}𐐨",
        "a backslash": f"{stem}\\", "an escaped backslash": f"{stem}\\\\", "a quote": f"{stem}'", "two quotes": f"{stem}''", "a double quote": f'{stem}"',
        "a percent": f"{stem}%", "an underscore": f"{stem}_", "an underscore for a letter": f"{stem[:-1]}_", "an exclamation mark": f"{stem}!",
        "a question mark": f"{stem}?", "a backquote": f"{stem}`", "a comment": f"{stem}-- ", "<b>": f"<b>{stem}</b>",
        "an astral private use": f"{stem}\U000f0000",
        "digits": digits, "digits after 0": f"0{digits}", "digits after +": f"+{digits}", "digits with .0": f"{digits}.0", "digits with e0": f"{digits}e0",
        "empty": "", "a blank alone": " ", "an ideographic space alone": "\u3000",
    }  # fmt: skip
    for width, sign in ((1, "x"), (2, "é"), (3, "语"), (4, "𠀀"), (5, "\u0958")):  # the last is two characters in NFC
        spelled[f"longest, {width} bytes a character"] = (stem + sign * longest)[:longest]
        spelled[f"one more, {width} bytes a character"] = (stem + sign * longest)[: longest + 1]
    return spelled


# Conditions beside the stem's: the guard's labels in any case, and what only looks like one.
LABELS = ("safe", "SAFE", " Safe ", "sAfE\u3000", "ſafe", "ｓａｆｅ", "sáfe", "unsafe", "UNSAFE", "controversial", "Controversıal")
SAFETY_LABELS = ("safe", "controversial", "unsafe")


@dataclass(frozen=True)
class Refused:
    status: int
    code: str


Taken = str | int | bool | None  # how the row holds it


def folded(keyword: str) -> str:
    """What two keywords share that are one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", keyword).casefold()).strip()


def without_case(text: str) -> str:
    """Letter by letter, where another case of it is one letter, too."""
    return "".join(fold if len(fold := letter.casefold()) == 1 else letter for letter in text)


@dataclass(frozen=True)
class Member:
    """A member of a body, or a parameter, as its schema describes it; `kind` is what a schema cannot say."""

    schema: dict
    kind: str = ""  # keyword, condition, app_id, trimmed, named, account; empty: by the schema alone
    unknown: str = ""  # named: the refusal of what names nothing
    parameter: bool = False  # of a query, not of a body

    @property
    def shapes(self) -> list[dict]:
        return self.schema.get("anyOf", [self.schema])

    @property
    def shape(self) -> dict:
        """The one that holds the limits."""
        return next((shape for shape in self.shapes if shape.get("type") != "null" and "const" not in shape), {})

    @property
    def type(self) -> str:
        types = self.shape.get("type", "")
        return types if isinstance(types, str) else next(each for each in types if each != "null")

    @property
    def nullable(self) -> bool:
        return any(shape.get("type") == "null" or "null" in shape.get("type", ()) for shape in self.shapes)

    @property
    def blank_is_null(self) -> bool:
        return {"const": ""} in self.shapes

    @property
    def not_yet(self) -> bool:
        return "type" not in self.schema and None in self.schema.get("enum", ())

    @property
    def is_code(self) -> bool:
        return self.shape.get("pattern", "").startswith(r"^\s*[^\s")

    @property
    def trimmed(self) -> bool:
        return self.is_code or self.kind in ("app_id", "trimmed")

    @property
    def longest(self) -> int:
        return self.shape.get("maxLength", 64)

    def refused(self, code: str) -> Refused:
        """What a person typed wrong in a body is 400, what a program did is 422."""
        return Refused(422 if self.parameter or code in ("type", "encoding") else 400, code)

    def values(self, stem: str) -> dict:
        if self.not_yet:
            return {str(value): value for value in (*self.schema["enum"], "x", 1, ["x"], {"x": 1}, False)}
        if self.type == "string":
            choices = {choice: choice for choice in self.shape.get("enum", ())}
            labels = {label: label for label in LABELS} if self.kind == "condition" else {}
            return {**texts_around(next(iter(choices), stem), self.longest), **choices, **labels, "null": None, "a number": 1, "true": True, "a list": []}
        return {f"{value!r}": value for value in NUMBERS}

    def take(self, value, known=()) -> Taken | Refused:
        """What a body's value comes to; `known` is what a name may name."""
        if value is None:
            return None if self.nullable or self.not_yet else self.refused("type")
        if self.not_yet:
            return None if any(value == nothing and type(value) is type(nothing) for nothing in self.schema["enum"]) else self.refused("not_in_this_version")
        return {"string": self._text, "integer": self._number, "boolean": self._flag}[self.type](value, known)

    def _flag(self, value, _):
        return value if isinstance(value, bool) else self.refused("type")

    def _number(self, value, _):
        if type(value) is not int or not -(2**63) <= value < 2**63:
            return self.refused("type")
        return value if self.shape["minimum"] <= value <= self.shape["maximum"] else self.refused("out_of_range")

    def _text(self, value, known):
        if not isinstance(value, str):
            return self.refused("type")
        if LONE_SURROGATE in value:
            return self.refused("encoding")
        text = value.strip() if self.trimmed else value
        if self.blank_is_null and text == "":
            return None
        return self.fault(text) or self._settled(text, known)

    def fault(self, text: str) -> Refused | None:
        shape = self.shape
        several_lines = shape.get("pattern") == r"^[^\u0000]*$"
        if "\0" in text or not several_lines and re.search(r"[\x00-\x1f\x7f]", text):
            return self.refused("control_character")
        if len(text) < shape.get("minLength", 0):
            return self.refused("too_short")
        if len(text) > shape.get("maxLength", len(text)):
            return self.refused("too_long")
        if text not in shape.get("enum", (text,)):
            return self.refused("not_one_of")
        if self.is_code and not is_code(text) or self.kind == "account" and text != text.strip():
            return self.refused("pattern")
        return None

    def _settled(self, text: str, known):
        if self.kind == "keyword":
            stored = unicodedata.normalize("NFC", text).strip()
            return self.refused("keyword_empty") if not stored else self.refused("too_long") if len(stored) > self.longest else stored
        if self.kind == "condition":
            lower = re.sub("[A-Z]", lambda letter: letter.group().lower(), text)
            return lower if lower in SAFETY_LABELS else text
        if self.kind == "app_id" and not re.fullmatch(r"[A-Za-z0-9_.-]+", text):
            return Refused(400, "app_id_pattern")
        if self.unknown:
            return text if text in known else text.strip() if text.strip() in known else Refused(400, self.unknown)
        return text


INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff\uffa0"


def is_code(text: str) -> bool:
    """No blanks, no control characters, nothing that nobody sees."""
    return not any(
        sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf") or sign in INVISIBLE or 0xFE00 <= ord(sign) <= 0xFE0F or 0xFFF0 <= ord(sign) <= 0xFFF8
        for sign in text
    )


# ---- the description


def operation(method: str, path: str) -> dict:
    return DOCUMENT["paths"][path][method.lower()]


def body_of(method: str, path: str) -> dict:
    """The members that a body may hold, by name; what is read-only counts for nothing."""
    return members_of(operation(method, path)["requestBody"]["content"]["application/json"]["schema"])


def members_of(schema: dict) -> dict:
    properties = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]["properties"]
    return {name: each for name, each in properties.items() if not each.get("readOnly")}


# ---- asking


def send(api, method: str, path: str, body):
    """JSON with escapes alone, so that a lone surrogate can be sent at all."""
    return api.request(method, path, body=json.dumps(body), headers={"Content-Type": "application/json"})


def ask(api, path: str, **parameters):
    return api.get(f"{path}?{urlencode(parameters, errors='surrogatepass')}")


def segment(text: str) -> str:
    """As a path holds it."""
    return quote(text, safe="", errors="surrogatepass")


def rows_at(api, path: str, **parameters) -> list[dict]:
    """All of them, however many a page has."""
    rows = []
    while True:
        answer = ask(api, path, **parameters, limit=1000, skip=len(rows))
        assert answer.status == 200, answer
        rows += answer.json()
        if len(answer.json()) < 1000:
            return rows


def fault(said: str, answer, expected, member: str = "") -> list[str]:
    """What is wrong with the answer, as a line; `member` is what the row shows as expected."""
    if isinstance(expected, Refused):
        told = answer.json() if answer.status >= 400 else {}
        found = (answer.status, told["errors"][0]["code"] if told.get("errors") else told.get("code"))
        right = found == (expected.status, expected.code)
    else:
        found = (answer.status, answer.json().get(member) if answer.status == 200 else answer.text[:200])
        right = found == (200, expected)
    return [] if right else [f"{said}: expected {expected!r}, found {found!r}"]


def none_of(wrong: list[str]):
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
