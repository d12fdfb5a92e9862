#!/usr/bin/env python3
"""Makes constraints/types/*.json and two tables from registry schemas: facts only, a type a line.

    distil.py registry SCHEMAS.jsonl     lines of {"typeName", "schema"}; or a folder of AWS's own schema files
    distil.py sam SAM.schema.json        the SAM translator's own schema; after `registry`, whose properties it refers to
    distil.py regions REGIONS.json       {"absentFrom": {type: [region, ...]}}
    distil.py stateful STATEFUL.json     {"ResourceTypes": {type: {}}}

The build needs none of this: it is how the files here came to be, and how they are renewed.
"""
import collections
import gzip
import json
import pathlib
import re
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


def anchors():
    """Anchors of AWS's property pages ("cfn-lambda-function-code-s3key") to property paths ("AWS::Lambda::Function.Code.S3Key")."""
    found = {}
    for file in sorted((HERE / "types").glob("*.json")):
        for type_name, schema in json.loads(file.read_text()).items():
            if type_name.startswith("AWS::Serverless::"):
                continue
            start = "cfn-" + "-".join(type_name.lower().split("::")[1:])
            definitions, queue, seen = schema.get("definitions", {}), [(start, type_name, schema)], set()
            while queue:
                anchor, path, node = queue.pop(0)
                for name, value in node.get("properties", {}).items():
                    found.setdefault(f"{anchor}-{name.lower()}", f"{path}.{name}")
                    while "items" in value:
                        value = value["items"]
                    target = value.get("$ref", "").removeprefix("#/definitions/")
                    if target in definitions and target not in seen:
                        seen.add(target)
                        queue.append((f"{start}-{target.lower()}", f"{path}.{name}", definitions[target]))
    return found


class Sam:
    OWN = "samtranslator__internal__schema_source__aws_serverless_"
    REAL_OBJECTS = {"Policies", "CustomStatements"}  # an object there is one, not a function that stands for a text

    def __init__(self, schema):
        self.definitions, self.anchors = schema["definitions"], anchors()

    def short(self, name):
        return re.sub(r"^samtranslator__internal__schema_source__aws_serverless_[a-z_]+?__", "", name)

    # What is passed on without saying so, by its name.
    BY_NAME = {"Function": ["AWS::Lambda::Function"], "HttpApi": ["AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage"],
               "WebSocketApi": ["AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage"], "GraphQLApi": ["AWS::AppSync::GraphQLApi"],
               "Api": ["AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage"], "Cache": ["AWS::AppSync::ApiCache"],
               "DomainName": ["AWS::AppSync::DomainName"], **{f"{source}EventProperties": ["AWS::Lambda::EventSourceMapping"] for source in (
                   "DocumentDB", "DynamoDB", "Kinesis", "MQ", "MSK", "SQS", "SelfManagedKafka")}}

    def passed_by_name(self, owner, name):
        for type_name in self.BY_NAME.get(owner, []):
            anchor = "-".join(["cfn", *type_name.lower().split("::")[1:], name.lower()])
            if anchor in self.anchors:
                return self.anchors[anchor]
        return None

    def property(self, owner, name, value):
        words = value.get("markdownDescription", "") or value.get("__samPassThrough", {}).get("markdownDescriptionOverride", "")
        result = self.shape(value, name)
        default = re.search(r"\*Default\*: `?([\w.$-]+)`?\s*(\n|$)", words)
        if default and default[1] not in ("None", "none") and "$ref" not in result:
            text = default[1]
            result["default"] = json.loads(text.lower()) if re.fullmatch(r"true|false|True|False|\d+", text) else text
        fate = words.partition("compatibility*:")[2]
        anchor = re.search(r"#(cfn-[\w-]+)", fate)
        target = self.anchors.get(anchor[1]) if anchor else None
        if "__samPassThrough" in value:
            target = self.passed(value["__samPassThrough"]["schemaPath"]) or target
            fate = "passed directly"
        if not target and result == {} and "unique" not in fate:
            target, fate = self.passed_by_name(owner, name), "passed directly"
        if target and ("passed directly" in fate or "similar" in fate):
            result["sameAs"] = target
            if "passed directly" in fate and target.rpartition(".")[2] == name:
                result = {"$ref": target, "sameAs": target}
        return result

    def passed(self, path):
        """["definitions", "AWS::X::Y" or "AWS::X::Y.Definition", ..., name] as a property path."""
        type_name, _, definition = path[1].partition(".")
        parts = ["cfn", *type_name.lower().split("::")[1:], *([definition.lower()] if definition else []), path[-1].lower()]
        return self.anchors.get("-".join(parts))

    def shape(self, node, name="", owner=""):
        if "allOf" in node and len(node["allOf"]) == 1:
            return self.shape(node["allOf"][0], name)
        if "$ref" in node:
            target = node["$ref"].removeprefix("#/definitions/")
            if target == "PassThroughProp":
                return {}
            self.used.add(target)
            return {"$ref": "#/definitions/" + self.short(target)}
        result = {key: node[key] for key in ("type", "enum", "required", "pattern") if key in node}
        if "anyOf" in node:
            return self.alternatives(node["anyOf"], name)
        if "items" in node:
            result["items"] = {} if name not in self.REAL_OBJECTS and node["items"] == {"type": "object"} else self.shape(node["items"], name)
        if "additionalProperties" in node:
            rest = node["additionalProperties"]
            result["additionalProperties"] = self.shape(rest, name) if isinstance(rest, dict) else rest
        if "properties" in node:
            result["properties"] = {key: self.property(owner, key, value) for key, value in node["properties"].items()}
        return result

    def alternatives(self, options, name):
        # CloudFormation's functions may stand anywhere; here a bare object only says so again.
        real = [one for one in options if one.get("type") != "object" or set(one) - {"type", "title", "markdownDescription"} or name in self.REAL_OBJECTS]
        real = [one for one in (real or options) if one.get("$ref") != "#/definitions/Ref"]
        targets = [one["$ref"].removeprefix("#/definitions/") for one in real if "$ref" in one]
        kinds = {target: self.definitions[target].get("properties", {}).get("Type", {}).get("enum") for target in targets}
        if len(real) == len(targets) > 1 and all(kinds.values()):
            self.used.update(targets)
            choices = [{"if": {"properties": {"Type": {"enum": kinds[target]}}, "required": ["Type"]},
                        "then": {"$ref": "#/definitions/" + self.short(target)}} for target in targets]
            names = sorted({kind for found in kinds.values() for kind in found})
            self.choosers[name.removesuffix("s")] = {"type": "object", "required": ["Type"], "allOf": choices,
                                                     "properties": {"Type": {"type": "string", "enum": names}}}
            return {"$ref": "#/definitions/" + name.removesuffix("s")}
        shapes = [self.shape(one, name) for one in real]
        if {} in shapes:
            return {}
        return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}

    def types(self):
        result = {}
        for key, resource in self.definitions.items():
            if not (key.startswith(self.OWN) and key.endswith("__Resource")):
                continue
            self.used, self.choosers, made = set(), {}, {}
            type_name = resource["properties"]["Type"]["enum"][0]
            root = self.shape(self.definitions[key.removesuffix("Resource") + "Properties"], owner=type_name.rpartition("::")[2])
            own_globals = key.removesuffix("Resource") + "Globals"
            if own_globals in self.definitions:
                self.used.add(own_globals)
            while self.used - set(made):
                name = sorted(self.used - set(made))[0]
                made[name] = self.shape(self.definitions[name], owner=self.short(name))
            root["definitions"] = {self.short(name): schema for name, schema in made.items()}
            root["definitions"].update(self.choosers)
            assert len(root["definitions"]) == len(made) + len(self.choosers)
            if "Policies" in root["properties"]:
                self.give_policies(root)
            result[type_name] = root
        return result


    def give_policies(self, root):
        """A name or ARN, a policy, or one of the policy templates with its parameters; or a list of those."""
        templates = {}
        for line in (HERE.parent / "tables/sam-policy-templates.tsv").read_text().splitlines()[1:]:
            name, parameters, allows = line.split("\t")
            keys = [key for key in re.split(r"[, ]+", parameters) if key]
            templates[name] = {"doc": f"{allows}. The policy is made by SAM.", "type": "object", "entity": f"sam-policy:{name}",
                               "additionalProperties": False, "required": keys, "properties": {key: {} for key in keys}}
        root["definitions"]["PolicyEntry"] = {
            "type": ["string", "object"],
            "if": {"type": "object", "required": ["Statement"]},
            "then": {"embeds": "iam-policy", "policyType": "identity"},
            "else": {"properties": templates, "additionalProperties": False, "maxProperties": 1}}
        for owner in (root, root["definitions"].get("Globals", {})):
            if "Policies" in owner.get("properties", {}):
                owner["properties"]["Policies"] = {"$ref": "#/definitions/PolicyEntry", "type": ["string", "object", "array"],
                                                   "items": {"$ref": "#/definitions/PolicyEntry"}}


def sam(source):
    types = Sam(json.load(opened(source))).types()
    lines = [f"{json.dumps(name)}: {json.dumps(types[name], sort_keys=True, separators=(',', ':'))}" for name in sorted(types)]
    (HERE / "types/Serverless.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def regions(source):
    absent = json.load(opened(source))["absentFrom"]
    rows = [f"{name}\t{' '.join(sorted(absent[name]))}" for name in sorted(absent) if name.startswith("AWS::") and absent[name]]
    (HERE.parent / "tables/absent-types.tsv").write_text("type\tregions\n" + "\n".join(rows) + "\n")
    (HERE.parent / "tables/regions.tsv").write_text("region\n" + "\n".join(json.load(opened(source))["regions"]) + "\n")


def stateful(source):
    names = sorted(json.load(opened(source))["ResourceTypes"])
    (HERE.parent / "tables/stateful-types.tsv").write_text("type\n" + "\n".join(names) + "\n")


if __name__ == "__main__":
    {"registry": registry, "sam": sam, "regions": regions, "stateful": stateful}[sys.argv[1]](sys.argv[2])
