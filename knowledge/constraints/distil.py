#!/usr/bin/env python3
"""Makes constraints/types/*.json and two tables from registry schemas: facts only, a type a line.

    distil.py registry SCHEMAS.jsonl     lines of {"typeName", "schema"}; or a folder of AWS's own schema files
    distil.py regions REGIONS.json       {"absentFrom": {type: [region, ...]}}
    distil.py stateful STATEFUL.json     {"ResourceTypes": {type: {}}}

The build needs none of this: it is how the files here came to be, and how they are renewed.
"""
import collections
import gzip
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
# Words, links and facts about AWS's own deployment machinery.
DROPPED = {
    "$comment", "$id", "$schema", "additionalIdentifiers", "arrayType", "comment", "description", "documentationUrl",
    "examples", "handlers", "insertionOrder", "maxUniqueItems", "propertyTransform", "relationshipRef",
    "replacementStrategy", "resourceLink", "sourceUrl", "title", "typeName", "typeConfiguration",
}


def opened(path):
    return gzip.open(path, "rt") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def facts(node, names=False):
    """The schema without what is not a fact; `names`: the keys of this object are names, not keywords."""
    if isinstance(node, list):
        return [facts(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if not names and key in DROPPED and not (key in ("title", "description") and isinstance(value, dict)):
            continue
        if not names and key in ("enum", "const", "default", "required", "lifecycle"):
            kept[key] = value
            continue
        if not names and key == "tagging":
            if value.get("tagProperty"):
                kept[key] = {"tagProperty": value["tagProperty"]}
            continue
        if not names and (key, value) in (("minLength", 0), ("minItems", 0), ("uniqueItems", False)):
            continue
        kept[key] = facts(value, not names and key in ("properties", "definitions", "patternProperties"))
    return kept


def registry(source):
    path = pathlib.Path(source)
    if path.is_dir():
        schemas = [json.loads(file.read_text()) for file in sorted(path.glob("*.json"))]
    else:
        schemas = [json.loads(line)["schema"] for line in opened(path)]
    services = collections.defaultdict(dict)
    for schema in schemas:
        name = schema["typeName"]
        if name.startswith("AWS::") and name != "AWS::CDK::Metadata":
            services[name.split("::")[1]][name] = facts(schema)
    for service, types in services.items():
        lines = [f"{json.dumps(name)}: {json.dumps(types[name], sort_keys=True, separators=(',', ':'))}" for name in sorted(types)]
        (HERE / "types" / f"{service}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def regions(source):
    absent = json.load(opened(source))["absentFrom"]
    rows = [f"{name}\t{' '.join(sorted(absent[name]))}" for name in sorted(absent) if name.startswith("AWS::") and absent[name]]
    (HERE.parent / "tables/absent-types.tsv").write_text("type\tregions\n" + "\n".join(rows) + "\n")


def stateful(source):
    names = sorted(json.load(opened(source))["ResourceTypes"])
    (HERE.parent / "tables/stateful-types.tsv").write_text("type\n" + "\n".join(names) + "\n")


if __name__ == "__main__":
    {"registry": registry, "regions": regions, "stateful": stateful}[sys.argv[1]](sys.argv[2])
