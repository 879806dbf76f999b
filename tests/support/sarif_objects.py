"""The objects of SARIF 2.1.0 that a log of findings is made of: what each must and may have, after the OASIS standard.

The section numbers are those of the standard. Only what `form4` writes is described, and nothing else is let through.
"""

from __future__ import annotations

from typing import Any

import jsonschema


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any], *, unique: bool = True) -> dict[str, Any]:
    return {"type": "array", "items": of, "uniqueItems": unique}


TEXT = {"type": "string", "minLength": 1}
BAG = {"type": "object", "properties": {"tags": _list(TEXT)}}  # 3.8
LEVEL = {"enum": ["none", "note", "warning", "error"]}  # 3.27.10
MESSAGE = _object({"text": TEXT}, markdown=TEXT)  # 3.11, 3.12

ARTIFACT_LOCATION = _object({"uri": {"type": "string", "format": "uri-reference"}}, uriBaseId=TEXT, description=MESSAGE)  # 3.4
POSITIVE, NATURAL = {"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 0}
REGION = _object(
    {"startLine": POSITIVE},
    startColumn=POSITIVE,
    endLine=POSITIVE,
    endColumn=POSITIVE,
    charOffset=NATURAL,
    charLength=NATURAL,
)  # 3.30
PHYSICAL_LOCATION = _object({"artifactLocation": ARTIFACT_LOCATION}, region=REGION)  # 3.29
LOCATION = _object(
    {"physicalLocation": PHYSICAL_LOCATION},
    id=NATURAL,
    message=MESSAGE,
    logicalLocations=_list(_object({"fullyQualifiedName": TEXT})),
)  # 3.28, 3.33
RESULT = _object(
    {"ruleId": TEXT, "level": LEVEL, "message": MESSAGE, "locations": _list(LOCATION)},
    relatedLocations=_list(LOCATION),
    properties=BAG,
)  # 3.27
RULE = _object(
    {"id": TEXT},
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=_object({}, level=LEVEL),
    properties=BAG,
)  # 3.49
RUN = _object(
    {"tool": _object({"driver": _object({"name": TEXT}, version=TEXT, rules=_list(RULE))})},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_list(_object({"executionSuccessful": {"type": "boolean"}}), unique=False),
    artifacts=_list(_object({}, location=ARTIFACT_LOCATION, roles=_list({"enum": ["analysisTarget"]}))),
    results=_list(RESULT, unique=False),
)  # 3.14
LOG = _object({"version": {"const": "2.1.0"}, "runs": _list(RUN, unique=False)}, **{"$schema": {"type": "string"}})  # 3.13


def validator() -> jsonschema.Draft202012Validator:
    """Validates a log."""
    return jsonschema.Draft202012Validator(LOG)
