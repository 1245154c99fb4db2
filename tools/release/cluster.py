"""What tools/deploy, tools/update, tools/rollback and tools/status have in common: which release of which cluster, the programs that ask and
change it, and how they stop."""
import getpass
import json
import os
import re
import shutil
import subprocess
import sys

PATTERNS = {
    "NAMESPACE": (r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", "which is no name of a namespace"),
    "RELEASE": (r"[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?", "which is no name of a release"),
    "TIMEOUT": (r"[0-9]+(s|m|h)", "it must be like 90s, 10m or 1h"),
}
TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")


class Stop(Exception):
    """A sentence for the operator, and the exit code."""

    def __init__(self, text, code=1):
        super().__init__(text)
        self.code = code


def given(name, default=""):
    """A variable; one that is set to nothing counts as not given."""
    return os.environ.get(name) or default


def flag(name):
    value = given(name, "0")
    if value not in ("0", "1"):
        raise Stop(f'{name} is "{value}"; it must be 1, or not be given', 2)
    return value == "1"


def show_help(script):
    """The comment at the top of the script."""
    with open(script, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            if not line.startswith("#"):
                break
            print(line.rstrip("\n")[2:])


def run(main, script):
    """A script's `main`, with its --help, and with what stops it said as one line."""
    name = "tools/" + os.path.basename(script)
    sys.stdout.reconfigure(line_buffering=True, errors="replace")  # before what helm and kubectl write themselves
    sys.stderr.reconfigure(errors="replace")
    try:
        if sys.argv[1:] in (["-h"], ["--help"]):
            show_help(script)
            return 0
        if sys.argv[1:]:
            raise Stop(f"there is no argument {sys.argv[1]}; --help says which variables there are", 2)
        return main()
    except Stop as stopped:
        for line in str(stopped).splitlines():
            print(f"{name}: {line}", file=sys.stderr)
        return stopped.code
    except KeyboardInterrupt:
        print(f"\n{name}: cut off. `helm history` says how far it has come.", file=sys.stderr)
        return 130


class Cluster:
    """One release in the cluster of kubectl's current context. helm and kubectl are told that context by name: HELM_KUBECONTEXT, or somebody
    who switches it meanwhile, changes nothing."""

    def __init__(self, programs=("helm", "kubectl")):
        self.namespace, self.release = given("NAMESPACE", "llmsafe"), given("RELEASE", "llm-guard")
        self.timeout, self.chart = given("TIMEOUT", "10m"), given("CHART", "charts/llm-guard-manager")
        for program in programs:
            if not shutil.which(program):
                raise Stop(f"{program} is not on the PATH; helm 3 and kubectl are needed")
        for name, value in (("NAMESPACE", self.namespace), ("RELEASE", self.release), ("TIMEOUT", self.timeout)):
            pattern, why = PATTERNS[name]
            if not re.fullmatch(pattern, value):
                raise Stop(f'{name} is "{value}"{"; " if why.startswith("it") else ", "}{why}', 2)
        self.context = self._output(["kubectl", "config", "current-context"])
        wanted = given("CONTEXT")
        if wanted and wanted != self.context:
            raise Stop(f'CONTEXT is "{wanted}", but kubectl\'s current context is "{self.context or "none"}": kubectl config use-context {wanted}')

    def reach(self):
        answer = self._ask(["kubectl", *self._to("--context"), "get", "--raw", "/version", "--request-timeout=15s"])
        if answer.returncode:
            raise Stop(f"the cluster cannot be reached (context {self.context or 'none'}): {last_line(answer.stderr)}")

    def server(self):
        return self._output(["kubectl", "config", "view", *self._to("--context"), "--minify", "--output", "jsonpath={.clusters[0].cluster.server}"])

    def user(self):
        """Whom the cluster takes us for; where it does not tell, who is signed in here."""
        known = self._output(["kubectl", *self._to("--context"), "auth", "whoami", "--output", "jsonpath={.status.userInfo.username}"])
        if known:
            return known
        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "nobody known"

    def kubectl(self, *words, given_text=None):
        return self._ask(self.kubectl_command(*words), given_text)

    def kubectl_command(self, *words):
        return ["kubectl", *self._to("--context"), "--namespace", self.namespace, *words]

    def helm(self, *words):
        return self._ask(self.helm_command(*words))

    def helm_command(self, *words):
        return ["helm", *words, "--namespace", self.namespace, *self._to("--kube-context")]

    def kubectl_json(self, *words):
        answer = self.kubectl(*words, "--output", "json")
        if answer.returncode:
            raise Stop(f"`kubectl {' '.join(words)}` failed in {self.namespace}: {last_line(answer.stderr)}")
        return json.loads(answer.stdout)

    def helm_text(self, *words):
        answer = self.helm(*words)
        if answer.returncode:
            raise Stop(f"`helm {' '.join(words)}` failed: {last_line(answer.stderr)}")
        return answer.stdout

    def do(self, command):
        """Something that changes the cluster; what it says is seen. Its exit code."""
        return subprocess.run(command, stdin=subprocess.DEVNULL).returncode

    def selector(self, name=None):
        return f"app.kubernetes.io/instance={self.release}" + (f",app.kubernetes.io/name={name}" if name else "")

    def _to(self, option):
        return [option, self.context] if self.context else []

    @staticmethod
    def _ask(command, given_text=None):
        stdin = {"stdin": subprocess.DEVNULL} if given_text is None else {"input": given_text}
        return subprocess.run(command, capture_output=True, text=True, errors="replace", **stdin)

    def _output(self, command):
        answer = self._ask(command)
        return answer.stdout.strip() if answer.returncode == 0 else ""


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no word about why"
