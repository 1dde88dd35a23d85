#!/usr/bin/env python3
"""validate.py SCHEMA FILE...: JSON files against a JSON Schema. Exits with 1 when one is not valid."""

import json
import pathlib
import sys

try:
    from jsonschema.validators import validator_for
except ImportError:
    sys.exit("validate.py needs the Python package jsonschema (Debian: python3-jsonschema)")


def load(path):
    # A schema may come with a byte order mark.
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8-sig"))


def problems(schema_path, *paths):
    schema = load(schema_path)
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    return [f"{path}: {error.json_path}: {error.message[:300]}"
            for path in paths for error in validator.iter_errors(load(path))]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    found = problems(*sys.argv[1:])
    print("\n".join(found))
    sys.exit(1 if found else 0)
