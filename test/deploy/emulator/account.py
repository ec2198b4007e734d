"""Prints what stands in the emulated account, as JSON: the resources of stacks, and what happened to them."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

cloudformation = boto3.client("cloudformation")


def resources(stack: str) -> dict | None:
    """By logical id; None where there is no such stack."""
    try:
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
        found = [resource for page in pages for resource in page["StackResourceSummaries"]]
        status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if status == "DELETE_COMPLETE" else {
        resource["LogicalResourceId"]: {
            "type": resource["ResourceType"],
            "physicalID": resource["PhysicalResourceId"],
            "status": resource["ResourceStatus"],
        }
        for resource in found
    }


print(json.dumps({stack: resources(stack) for stack in sys.argv[1:]}))
