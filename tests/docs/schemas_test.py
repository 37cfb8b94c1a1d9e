#!/usr/bin/env python3
"""schemas_test.py ROOT PROGRAM: the JSON files that the commands of the documentation read and write fit docs/schema.

Runs run_commands.sh, checks every JSON file that it leaves, and wants each schema to be met by some file. A schema that accepts
a file with a key too many or too few fails. Needs Python's standard library alone; it knows the keywords that the schemas use,
and refuses others.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

ANNOTATIONS = {"$schema", "title", "description", "$defs"}
KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "$ref", "oneOf"}
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}
# Keys of the standards of others, which have schemas of their own.
FOREIGN = {"class", "@context"}
# Which schema a file is of: by its format, else by a key.
BY_FORMAT = {
    "sdckit table": "public-table",
    "sdckit private record": "private-record",
    "sdckit audit": "audit-report",
    "sdckit score": "score-report",
    "sdckit verify": "verify-report",
    "sdckit inspection": "inspection",
}


def resolve(root, reference):
    """The schema that "#/$defs/name" names."""
    found = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def check_schema(root, schema, where):
    """What is wrong with a schema, as a list of texts."""
    faults = []
    for keyword, value in schema.items():
        if keyword not in ANNOTATIONS | KEYWORDS:
            faults.append(f"{where}: unknown keyword {keyword}")
        elif keyword == "type":
            kinds = value if isinstance(value, list) else [value]
            faults += [f"{where}: unknown type {kind}" for kind in kinds if kind not in TYPES]
        elif keyword == "$ref":
            try:
                resolve(root, value)
            except KeyError:
                faults.append(f"{where}: {value} is not there")
        elif keyword in ("properties", "$defs"):
            for name, inner in value.items():
                faults += check_schema(root, inner, f"{where}/{name}")
        elif keyword == "items" or (keyword == "additionalProperties" and isinstance(value, dict)):
            faults += check_schema(root, value, f"{where}/{keyword}")
        elif keyword == "oneOf":
            for number, inner in enumerate(value):
                faults += check_schema(root, inner, f"{where}/{number}")
    faults += [f"{where}: {name} is required and not described"
               for name in schema.get("required", []) if name not in schema.get("properties", {})]
    return faults


def check(root, schema, value, where="$"):
    """Why a value does not fit, as a list of texts; empty if it does."""
    if "$ref" in schema:
        return check(root, resolve(root, schema["$ref"]), value, where)
    faults = []
    if "oneOf" in schema:
        tries = [check(root, inner, value, where) for inner in schema["oneOf"]]
        fits = sum(not found for found in tries)
        if fits > 1:
            faults.append(f"{where}: fits {fits} alternatives")
        if fits == 0:
            faults += min(tries, key=len)
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(TYPES[kind](value) for kind in kinds):
            return faults + [f"{where}: {json.dumps(value)[:60]} is not of type {' or '.join(kinds)}"]
    if "enum" in schema and value not in schema["enum"]:
        faults.append(f"{where}: {json.dumps(value)[:60]} is none of {json.dumps(schema['enum'])}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        faults += [f"{where}: no \"{name}\"" for name in schema.get("required", []) if name not in value]
        for name, inner in value.items():
            if name in known:
                faults += check(root, known[name], inner, f"{where}.{name}")
            elif others is False:
                faults.append(f"{where}: unknown \"{name}\"")
            elif isinstance(others, dict):
                faults += check(root, others, inner, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            faults += check(root, schema["items"], inner, f"{where}[{number}]")
    return faults


def schema_of(value):
    """The name of the schema that a file should fit; None if it is no form of ours."""
    if not isinstance(value, dict):
        return None
    if "format" in value:
        return BY_FORMAT.get(value["format"])
    if "statements" in value:
        return "statements"
    if "tables" in value:
        return "linked-tables"
    return None


def main():
    if len(sys.argv) != 3:
        print("usage: schemas_test.py ROOT PROGRAM", file=sys.stderr)
        return 2
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text())
               for path in sorted((root / "docs/schema").glob("*.schema.json"))}
    faults = [fault for name, schema in schemas.items() for fault in check_schema(schema, schema, name)]
    met = dict.fromkeys(schemas, 0)
    with tempfile.TemporaryDirectory() as folder:
        # What the pages show is compared by the script alone; here the files count.
        subprocess.run(["bash", str(pathlib.Path(__file__).parent / "run_commands.sh"), "--keep", folder, str(root), program],
                       stdout=subprocess.DEVNULL, check=False)
        for path in sorted(pathlib.Path(folder).rglob("*.json")):
            where = path.relative_to(folder)
            value = json.loads(path.read_text())
            if isinstance(value, dict) and FOREIGN & value.keys():
                continue
            name = schema_of(value)
            if name not in schemas:
                faults.append(f"{where}: of no known form")
                continue
            schema = schemas[name]
            found = check(schema, schema, value)
            faults += [f"{where}: {fault} ({name})" for fault in found[:10]]
            if found:
                continue
            met[name] += 1
            if not check(schema, schema, dict(value, surplus=1)):
                faults.append(f"{name}: accepts a key that is not described")
            for key in ("format", "statements", "tables"):
                less = copy.copy(value)
                if less.pop(key, None) is not None and not check(schema, schema, less):
                    faults.append(f"{name}: accepts a file without \"{key}\"")
    faults += [f"{name}: no command of the documentation reads or writes such a file" for name, n in met.items() if n == 0]
    for fault in dict.fromkeys(faults):
        print(fault)
    print(", ".join(f"{name} {n}" for name, n in met.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
