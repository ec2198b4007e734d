"""Tries to read accounts as a user of the account who may do nothing, and prints what the answer was."""

import sys

import boto3
from botocore.exceptions import ClientError

iam = boto3.client("iam")
iam.create_user(UserName="stranger")
key = iam.create_access_key(UserName="stranger")["AccessKey"]
tables = boto3.client(
    "dynamodb", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
try:
    tables.scan(TableName=sys.argv[1])
    print("allowed")
except ClientError as error:
    print(error.response["Error"]["Code"])
