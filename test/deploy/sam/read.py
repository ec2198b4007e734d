"""What `sam local start-api` makes of a template and a file of variables: the variables that its own code hands to each
function, and its routes. Nothing is run, so no Docker is needed."""

import json
import sys

from samcli.commands.local.lib.local_lambda import LocalLambdaRunner
from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

template, variables, region = sys.argv[1:]
stacks, _ = SamLocalStackProvider.get_stacks(template)
with open(variables) as file:
    values = json.load(file)
provider = SamFunctionProvider(stacks, use_raw_codeuri=True)
runner = LocalLambdaRunner(
    local_runtime=None,
    function_provider=provider,
    cwd=".",
    real_path=template,
    aws_region=region,
    env_vars_values=values,
)
functions = {it.functionname: runner._make_env_vars(it).resolve() for it in provider.get_all()}
routes = [f"{method} {route.path}" for route in ApiProvider(stacks).api.routes for method in route.methods]
json.dump({"functions": functions, "routes": routes}, sys.stdout)
