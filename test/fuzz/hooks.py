"""Values for the formats of the contract that a regular expression cannot describe. The API accepts every one of them."""

import base64
import datetime
import os
import unicodedata

import schemathesis
from hypothesis import strategies as st

ORIGIN = os.environ["FUZZ_ORIGIN"]
SSH_KEYS = os.environ["FUZZ_SSH_KEYS"].split("\n")

# Visible characters that every runtime knows: those of Unicode 3.2, without the fillers of Hangul and the blank of Braille.
CATEGORIES = ("L", "N", "P", "S")
INVISIBLE = "\u115f\u1160\u3164\uffa0\u2800"


def is_long_known(character):
    return unicodedata.ucd_3_2_0.category(character) != "Cn"


visible = st.characters(categories=CATEGORIES, exclude_characters=INVISIBLE).filter(is_long_known)
names = st.lists(visible | st.just(" "), max_size=98).map("".join)
display_names = st.builds("{}{}".format, visible, names)

# Whatever comes before it, the end is long enough for every setting, and not common.
passwords = st.text(visible, max_size=100).map(lambda text: text + "violet kettle under rain")


def page_cursor(moment, suffix):
    instant = moment.isoformat(timespec="milliseconds") + "Z"
    return base64.urlsafe_b64encode(f"{instant}#{suffix}".encode()).decode().rstrip("=")


moments = st.datetimes(min_value=datetime.datetime(2020, 1, 1))
entry_ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=26)
link_words = st.text("abcdefghijklmnopqrstuvwxyz-", max_size=20)

digits = st.text("0123456789", min_size=6, max_size=6)
one_time_passwords = st.builds(
    lambda code, separator: code[:3] + separator + code[3:], digits, st.sampled_from(["", " ", "-"])
)
recovery_codes = st.lists(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=5, max_size=5), min_size=4, max_size=4
).map("-".join)

formats = {
    "display-name": display_names,
    "new-password": passwords,
    "page-cursor": st.builds(page_cursor, moments, entry_ids),
    "link-template": link_words.map(lambda path: f"{ORIGIN}/{path}?code={{inviteCode}}"),
    "one-time-password": one_time_passwords,
    "one-time-password-or-recovery-code": one_time_passwords | recovery_codes,
    "ssh-rsa-public-key": st.sampled_from(SSH_KEYS),
}
for name, strategy in formats.items():
    schemathesis.openapi.format(name, strategy)


def drop_patterns(schema):
    """A format of ours says more than the pattern beside it, by which some phases would generate values instead."""
    if isinstance(schema, dict):
        if schema.get("format") in formats:
            schema.pop("pattern", None)
        for child in schema.values():
            drop_patterns(child)
    elif isinstance(schema, list):
        for child in schema:
            drop_patterns(child)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    drop_patterns(raw_schema)
