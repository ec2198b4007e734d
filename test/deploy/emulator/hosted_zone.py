"""Makes a hosted zone for a domain, as an operator has one, and prints its id."""

import sys
import uuid

import boto3

zone = boto3.client("route53").create_hosted_zone(Name=sys.argv[1], CallerReference=str(uuid.uuid4()))
print(zone["HostedZone"]["Id"].rpartition("/")[2])
