"""Prints the resources of every stack whose name begins as given, as JSON: by stack and logical id."""

import json
import sys

import boto3

cloudformation = boto3.client("cloudformation")


def pages(operation: str, key: str, **parameters) -> list[dict]:
    found = cloudformation.get_paginator(operation).paginate(**parameters)
    return [item for page in found for item in page[key]]


def resources(stack: str) -> dict:
    return {
        resource["LogicalResourceId"]: {
            "type": resource["ResourceType"],
            "physicalID": resource["PhysicalResourceId"],
            "status": resource["ResourceStatus"],
        }
        for resource in pages("list_stack_resources", "StackResourceSummaries", StackName=stack)
    }


prefix = sys.argv[1]
stacks = [
    stack["StackName"]
    for stack in pages("list_stacks", "StackSummaries")
    if stack["StackName"].startswith(prefix) and stack["StackStatus"] != "DELETE_COMPLETE"
]
print(json.dumps({stack: resources(stack) for stack in stacks}))
