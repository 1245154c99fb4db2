"""What nginx itself says: the headers of its answers, and its problems, in the form of the services'."""
from dataclasses import dataclass

CONSOLE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
)
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'"
# What the console never asks a browser for.
UNUSED = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
PROBLEM, MOVED = "/.problem", "/.moved"


@dataclass(frozen=True)
class Problem:
    title: str
    code: str
    detail: str


MALFORMED = "malformed_request"
PROBLEMS = {
    400: Problem("Bad Request", MALFORMED, "The request breaks HTTP's rules, or its head is too large"),
    403: Problem("Forbidden", "forbidden", "This path is not shown"),
    404: Problem("Not Found", "no_such_route", "There is nothing at this path"),
    405: Problem("Method Not Allowed", "method_not_allowed", "This path does not answer this method"),
    408: Problem("Request Timeout", "timeout", "The request did not arrive in time"),
    411: Problem("Length Required", MALFORMED, "The request does not say how long its body is"),
    412: Problem("Precondition Failed", "precondition_failed", "What is here is not what the request's conditions name"),
    413: Problem("Content Too Large", "too_large", "The body is larger than the $largest_body that this path takes"),
    414: Problem("URI Too Long", MALFORMED, "The address is longer than 16k"),
    415: Problem("Unsupported Media Type", "unsupported_media_type", "This path does not take this type of content"),
    416: Problem("Range Not Satisfiable", "range_not_satisfiable", "The file has no such part"),
    500: Problem("Internal Server Error", "internal", "Something went wrong here; the request id helps to find it in the logs"),
    501: Problem("Not Implemented", MALFORMED, "The body comes in a transfer coding that is not known here"),
    503: Problem("Service Unavailable", "unreachable", "The service behind this path cannot be reached, or did not answer in time; try again shortly"),
    505: Problem("HTTP Version Not Supported", MALFORMED, "This version of HTTP is not spoken here"),
}  # fmt: skip
# nginx's own statuses, and those whose cause is a service.
MAPPED = {400: (494,), 503: (502, 504)}


def headers(cache: str = "", policy: str = PLAIN_POLICY, pages: bool = False) -> list[str]:
    """Directives for answers that are nginx's own."""
    made = [
        "add_header Strict-Transport-Security $transport_security always;",
        "add_header X-Content-Type-Options nosniff always;",
        "add_header Referrer-Policy no-referrer always;",
        f'add_header Content-Security-Policy "{policy}" always;',
    ]
    if pages:
        made += [
            "add_header X-Frame-Options DENY always;",
            "add_header Cross-Origin-Opener-Policy same-origin always;",
            f'add_header Permissions-Policy "{UNUSED}" always;',
        ]
    return made + ([f"add_header Cache-Control {cache};"] if cache else [])


# Said where a service has not said it: the answers of both leave through the same server.
UNLESS_SAID = {
    "X-Content-Type-Options": ("own_nosniff", "nosniff"),
    "Referrer-Policy": ("own_referrer_policy", "no-referrer"),
    "Content-Security-Policy": ("own_content_policy", f'"{PLAIN_POLICY}"'),
    "X-Request-ID": ("own_request_id", "$passed_request_id"),
}


def unless_said_maps() -> str:
    return "".join(
        f'  map $upstream_http_{header.lower().replace("-", "_")} ${variable} {{ "" {value}; default ""; }}\n'
        for header, (variable, value) in UNLESS_SAID.items()
    )


def unless_said_headers() -> list[str]:
    return [f"add_header {header} ${variable} always;" for header, (variable, _) in UNLESS_SAID.items()]


def problem_maps(unreachable: str = "") -> str:
    """$problem_title, $problem_code and $problem_detail by status."""
    details = {status: problem.detail for status, problem in PROBLEMS.items()}
    if unreachable:
        details[503] = unreachable
    tables = {
        "title": {status: problem.title for status, problem in PROBLEMS.items()},
        "code": {status: problem.code for status, problem in PROBLEMS.items()},
        "detail": details,
    }
    return "".join(
        f"  map $status $problem_{name} {{\n" + "".join(f'    {status} "{text}";\n' for status, text in table.items()) + "  }\n"
        for name, table in tables.items()
    )


def error_pages() -> list[str]:
    """A path and no named location: a request without a readable line can only be led to the former."""
    pages = [f"error_page 301 302 {MOVED};", f"error_page {' '.join(map(str, PROBLEMS))} {PROBLEM};"]
    return pages + [f"error_page {' '.join(map(str, others))} ={status} {PROBLEM};" for status, others in MAPPED.items()]


def locations() -> str:
    """Of redirects, whose page would be HTML without a charset, and of problems."""
    moved = ["internal;", "types { }", 'default_type "text/plain; charset=utf-8";', *headers(), 'return 200 "";']
    return _location(MOVED, moved) + _location(PROBLEM, _problem())


def _location(path: str, lines: list[str]) -> str:
    return f"    location = {path} {{\n" + "".join(f"      {line}\n" for line in lines) + "    }\n"


def _problem() -> list[str]:
    body = (
        '{"type":"urn:llm-guard-manager:problem:$problem_code","title":"$problem_title","status":$status,'
        '"detail":"$problem_detail","code":"$problem_code","instance":"urn:request:$passed_request_id"}'
    )
    return [
        "internal;",
        "types { }",
        "default_type application/problem+json;",
        *headers("no-store always"),
        "add_header X-Request-ID $passed_request_id always;",
        "add_header Retry-After $retry_after always;",
        f"return 200 '{body}';  # the status stays that of the fault",
    ]
