"""Starts MiniStack, with what it lacks of AWS for this project. Its settings are in the environment.

Ends with whoever started it: when standard input closes, it ends its whole process group, the workers of its
functions too, which would outlive it.
"""

import json
import logging
import os
import re
import signal
import sys
import threading
from email.utils import parseaddr

PORT = int(os.environ["GATEWAY_PORT"])
CONFIGURATION_SET = "configuration set"
RECIPIENTS = "recipients"


def end_with_starter() -> None:
    def wait() -> None:
        while os.read(sys.stdin.fileno(), 4096):
            pass
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


def lead_api_names_here() -> None:
    """CloudFront finds an HTTP API by the name that AWS gives it, or by that of its domain. Both lead to MiniStack
    here, where TLS ends."""
    from ministack import app
    from ministack.services import cloudfront

    suffix = r"\.execute-api\.[a-z0-9-]+\.amazonaws\.com$"
    app._EXECUTE_API_RE = re.compile(rf"(?:{app._EXECUTE_API_RE.pattern})|^([a-f0-9]{{8}}){suffix}")
    parse = app._parse_execute_api_url
    is_aws = cloudfront._is_aws_owned_host
    target = cloudfront._origin_connect_target

    def parse_execute_api_url(host: str, path: str):
        match = re.match(rf"^([a-f0-9]{{8}}){suffix}", host)
        return parse(f"{match.group(1)}.execute-api.{app._MINISTACK_HOST}" if match else host, path)

    def is_api(host: str) -> bool:
        return re.search(suffix, host) is not None or app._resolve_custom_domain_request(host, "/") is not None

    def origin_connect_target(origin: dict, viewer_is_https: bool) -> tuple:
        if is_api(origin["domain_name"]):
            return "127.0.0.1", PORT, False
        return target(origin, viewer_is_https)

    app._parse_execute_api_url = parse_execute_api_url
    cloudfront._is_aws_owned_host = lambda host: is_aws(host) and not is_api(host)
    cloudfront._origin_connect_target = origin_connect_target


def complete_http_api() -> None:
    """API Gateway's quotas, and the field in which events of format 2.0 carry cookies."""
    from ministack.services import apigateway, lambda_svc

    execute = apigateway.handle_execute
    invoke = lambda_svc._execute_function_with_config_scope

    async def execute_within_quotas(api_id, stage, path, method, headers, body, query_params, raw_query_string=None):
        line = f"{method} {path}?{raw_query_string or ''} HTTP/1.1"
        if len(line) + sum(len(value) for value in headers.values()) > 10_240:
            return 431, {"Content-Type": "application/json"}, b'{"message":"Request Header Fields Too Large"}'
        if len(body or b"") > 10 * 1024 * 1024:
            return 413, {"Content-Type": "application/json"}, b'{"message":"Request Entity Too Large"}'
        return await execute(api_id, stage, path, method, headers, body, query_params, raw_query_string)

    def invoke_with_cookies(record, event, *rest):
        if isinstance(event, dict) and event.get("version") == "2.0" and "cookie" in event.get("headers", {}):
            event = {**event, "headers": dict(event["headers"])}
            event["cookies"] = re.split(r";\s*", event["headers"].pop("cookie"))
        return invoke(record, event, *rest)

    apigateway.handle_execute = execute_within_quotas
    lambda_svc._execute_function_with_config_scope = invoke_with_cookies


def complete_tables() -> None:
    """Of a global table's replica in this region: deletion protection and point-in-time recovery."""
    from ministack.core.responses import get_region
    from ministack.services import dynamodb
    from ministack.services.cloudformation import provisioners

    handlers = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::GlobalTable"]
    create = handlers["create"]
    update = handlers["update"]

    def lifted(props: dict) -> dict:
        here = [replica for replica in props.get("Replicas") or [] if replica.get("Region") in (None, get_region())]
        protected = any(replica.get("DeletionProtectionEnabled") in (True, "true") for replica in here)
        return {**props, "DeletionProtectionEnabled": protected}

    def recoverable(made: tuple, props: dict) -> tuple:
        for replica in props.get("Replicas") or []:
            wanted = replica.get("PointInTimeRecoverySpecification")
            if wanted and replica.get("Region") in (None, get_region()):
                enabled = wanted.get("PointInTimeRecoveryEnabled") in (True, "true")
                specification = {"PointInTimeRecoveryEnabled": enabled}
                dynamodb._update_continuous_backups(
                    {"TableName": made[0], "PointInTimeRecoverySpecification": specification})
        return made

    def create_table(logical_id, props, stack_name):
        return recoverable(create(logical_id, lifted(props), stack_name), props)

    def update_table(physical_id, old_props, new_props, *rest, **named):
        return recoverable(update(physical_id, lifted(old_props), lifted(new_props), *rest, **named), new_props)

    handlers["create"] = create_table
    handlers["update"] = update_table


def complete_mail_identities() -> None:
    """The names and values of the DKIM records of a domain, which its hosted zone gets."""
    from ministack.services import ses
    from ministack.services.cloudformation import provisioners

    handlers = provisioners._RESOURCE_HANDLERS["AWS::SES::EmailIdentity"]
    create = handlers["create"]

    def create_identity(logical_id, props, stack_name):
        identity, attributes = create(logical_id, props, stack_name)
        tokens = ses._identities.get(identity, {}).get("DkimTokens") or [f"token{number}" for number in (1, 2, 3)]
        records = {}
        for number, token in enumerate(tokens, 1):
            records[f"DkimDNSTokenName{number}"] = f"{token}._domainkey.{identity}"
            records[f"DkimDNSTokenValue{number}"] = f"{token}.dkim.amazonses.com"
        return identity, {**attributes, **records}

    handlers["create"] = create_identity


def identify_secrets_by_arn() -> None:
    """The physical id of a secret, and so what a template gets by Ref, is its ARN."""
    from ministack.services import secretsmanager
    from ministack.services.cloudformation import provisioners

    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create = handlers["create"]
    update = handlers["update"]
    delete = handlers["delete"]

    def name_of(arn: str) -> str:
        return next((name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn), arn)

    def create_secret(logical_id, props, stack_name):
        _, attributes = create(logical_id, props, stack_name)
        return attributes["Arn"], attributes

    def update_secret(physical_id, *rest, **named):
        _, attributes = update(name_of(physical_id), *rest, **named)
        return attributes["Arn"], attributes

    def delete_secret(physical_id, props):
        delete(name_of(physical_id), props)

    handlers["create"] = create_secret
    handlers["update"] = update_secret
    handlers["delete"] = delete_secret


def pass_over_what_is_unknown() -> None:
    """What CloudFormation does not know here is taken for made, and is not there: alarms on a formula of metrics, and
    the firewall's log."""
    from ministack.core.responses import get_account_id, get_region
    from ministack.services.cloudformation import provisioners

    put = provisioners._cw_metric_alarm_put

    def put_alarm(name: str, props: dict) -> tuple:
        if props.get("Metrics"):
            return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}
        return put(name, props)

    provisioners._cw_metric_alarm_put = put_alarm
    provisioners._RESOURCE_HANDLERS.setdefault("AWS::WAFv2::LoggingConfiguration", {
        "create": lambda logical_id, props, stack_name: (f"{stack_name}-{logical_id}", {}),
        "delete": lambda physical_id, props: None,
    })


def take_loopback_for_tls() -> None:
    """Policies refuse what comes without TLS; here nothing leaves the machine, and all is plain HTTP."""
    from ministack import app

    pin = app.pin_request_origin
    app.pin_request_origin = lambda address, _: pin(address, True)


def complete_permissions() -> None:
    """What IAM compares on AWS and MiniStack leaves out: the encryption context of KMS, and of SES the sender's
    address, its identity, the configuration set, and in the sandbox the identity of each recipient. AWS tells who is denied what in CloudTrail; here the log does.
    """
    from ministack.core import iam_actions, iam_evaluator
    from ministack.services import ses

    log = logging.getLogger("denied")
    enforce = iam_evaluator.enforce
    context_of = iam_actions.request_tag_context
    resource_of = iam_actions.extract_resource_arn

    def sender_of(params: dict) -> str:
        return parseaddr(iam_actions._query_param(params, "Source"))[1]

    def recipients_of(params: dict) -> list[str]:
        names = [name for name in params if re.fullmatch(r"Destination\.\w+Addresses\.member\.\d+", name)]
        return [iam_actions._query_param(params, name) for name in names]

    def context(service: str, iam_action: str, body: bytes, params: dict) -> dict:
        keys = context_of(service, iam_action, body, params)
        if service == "kms":
            pairs = json.loads(body or b"{}").get("EncryptionContext") or {}
            keys |= {f"kms:EncryptionContext:{name}": value for name, value in pairs.items()}
        if iam_action == "ses:SendEmail":
            keys["ses:FromAddress"] = sender_of(params)
            keys[CONFIGURATION_SET] = iam_actions._query_param(params, "ConfigurationSetName")
            keys[RECIPIENTS] = recipients_of(params)
        return keys

    def resource_arn(service: str, method: str, path: str, headers: dict, body: bytes, params: dict,
                     region: str, account: str) -> str:
        sender = sender_of(params) if service == "ses" else ""
        if not sender:
            return resource_of(service, method, path, headers, body, params, region, account)
        identity = sender if sender in ses._identities else sender.rpartition("@")[2]
        return f"arn:aws:ses:{region}:{account}:identity/{identity}"

    def enforce_all(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        keys = dict(service_context or {})
        configuration_set = keys.pop(CONFIGURATION_SET, "")
        account = resource_arn.rpartition(":")[0]
        recipients = [f"{account}:identity/{recipient}" for recipient in keys.pop(RECIPIENTS, [])]
        arns = [resource_arn, *recipients]
        if configuration_set:
            arns.append(f"{account}:configuration-set/{configuration_set}")
        for arn in arns:
            denied = enforce(access_key_id, iam_action, service, region, arn, keys)
            # The stage of the upgrade begins with a release that cannot send in the sandbox: its account has left it.
            if arn in recipients and "/serverless-mfa-upgrade-" in str(denied):
                continue
            if denied is not None:
                log.warning("%s on %s: %s", iam_action, arn, denied)
                return denied
        return None

    iam_actions.request_tag_context = context
    iam_actions.extract_resource_arn = resource_arn
    iam_evaluator.enforce = enforce_all


def main() -> None:
    end_with_starter()
    # Python functions find what their layers put below /opt; see there.
    os.environ["PYTHONPATH"] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lambda-paths")
    lead_api_names_here()
    complete_http_api()
    complete_tables()
    complete_mail_identities()
    identify_secrets_by_arn()
    pass_over_what_is_unknown()
    take_loopback_for_tls()
    complete_permissions()
    from ministack import app

    sys.argv = sys.argv[:1]
    app.main()


main()
