"""Lambda unpacks layers to /opt, MiniStack to a folder of its own: programs of a layer are looked up there."""

import os
import subprocess
import sys

start = subprocess.Popen.__init__


def start_from_layer(self, args, *rest, **options):
    program = args[0] if isinstance(args, list) else None
    if program and program.startswith("/opt/") and not os.path.exists(program):
        layers = os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(os.pathsep)
        found = [path for layer in layers if os.path.exists(path := os.path.join(layer, program[len("/opt/"):]))]
        if found:
            # Programs of Python begin with the path of Lambda's interpreter, which is not there either.
            args = [sys.executable, found[0], *args[1:]]
    start(self, args, *rest, **options)


subprocess.Popen.__init__ = start_from_layer
