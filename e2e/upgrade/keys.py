"""The keys of a suite under rotation: which of them the next replica that starts is given, in the steps of
docs/operations/secrets-and-keys.md. Two replicas that started at different steps run side by side."""
from e2e.stack.credentials import CALLS, Credentials
from e2e.stack.suite import CALLER

SERVICES = {caller: service for service, caller in CALLER.items()}
OLD, NEW = "", "_new"  # endings of the names of keys; those without one are what every stack begins with


class Keys:
    def __init__(self, credentials: Credentials):
        self._credentials = credentials
        self._signing, self._accepted, self._sent, self._secret = (OLD,), (OLD,), OLD, OLD

    def publish(self):
        """Both keys verify, both tokens are accepted; the old ones are used."""
        self._signing, self._accepted = (OLD, NEW), (OLD, NEW)

    def use(self):
        """The new key signs, the new tokens are sent, SECRET_KEY is another."""
        self._signing, self._sent, self._secret = (NEW, OLD), NEW, NEW

    def withdraw(self):
        """The old ones are known no more."""
        self._signing, self._accepted = (NEW,), (NEW,)

    def tokens(self) -> dict[str, str]:
        """The file of the token that each caller sends to each callee, for tests that call as one of them."""
        names = [f"token_{caller}_to_{callee}" for caller, callees in CALLS.items() for callee in callees]
        return {name: str(self._credentials.file(name + self._sent)) for name in names}

    def environment(self, service: str) -> dict[str, str]:
        variables = {}
        for caller, callees in CALLS.items():
            for callee in callees:
                name = f"token_{caller}_to_{callee}"
                if SERVICES[caller] == service:
                    variables[f"INTERNAL_TOKEN_TO_{callee.upper()}_FILE"] = str(self._credentials.file(name + self._sent))
                if SERVICES[callee] == service:
                    values = ",".join(self._credentials.value(name + ending) for ending in self._accepted)
                    kept = self._credentials.store("_or".join(name + ending for ending in self._accepted), values)
                    variables[f"INTERNAL_TOKENS_FROM_{caller.upper()}_FILE"] = str(kept)
        if service == "auth-service":
            files = (self._credentials.signing_key(f"signing_key{ending}.pem") for ending in self._signing)
            variables["JWT_SIGNING_KEY_FILE"] = ",".join(map(str, files))
            variables["SECRET_KEY_FILE"] = str(self._credentials.file("secret_key" + self._secret))
        return variables
