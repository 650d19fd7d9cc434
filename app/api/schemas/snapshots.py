"""Snapshots of the register."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.changes import ChangedOperator
from app.api.schemas.response_model import Moment, ResponseModel

Hash = Field(examples=["9f2c0000000000000000000000000000000000000000000000000000000000aa"])


class SnapshotFile(ResponseModel):
    """One file."""

    name: str = Field(examples=["risk.ndjson.zst"])
    count: int = Field(description="How many lines there must be.", examples=[100000])
    size: int = Field(description="In bytes, as it is sent.", examples=[12345678])
    sha256: str = Hash
    content_sha256: str = Field(description="Of the lines, unpacked.", examples=Hash.examples)
    href: str = Field(examples=["/api/v1/snapshots/20261124T140502Z-9f2c41d0/risk.ndjson.zst"])


class SnapshotDelta(ResponseModel):
    """The records that changed since another snapshot: laid over that one they give this one."""

    since: str = Field(examples=["20261124T130502Z-1b7e22aa"])
    files: list[SnapshotFile]


class SnapshotAnswer(ResponseModel):
    """The manifest of a snapshot. Refuse one that has far fewer records than the last."""

    id: str = Field(examples=["20261124T140502Z-9f2c41d0"])
    made_at: Moment
    epoch: str = Field(description="Another one after the register was restored.", examples=["5a1f6c0e2b7d"])
    cursor: str = Field(description="Where the feed goes on from here.", examples=["AQk3"])
    count: int = Field(description="How many operators.", examples=[100000])
    checksum: str = Field(description="Over all operators, as at /api/v1/changes/checksum.", examples=["00a1b2c3d4e5f607"])
    files: list[SnapshotFile] = Field(description="Those that your scopes open.")
    delta: SnapshotDelta | None
    signature: str = Field(
        description="The whole manifest as a JWS (ES256, typ aeo-snapshot+jws), by a key of /.well-known/jwks.json.",
        examples=["eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl"],
    )


class SnapshotLine(ChangedOperator):
    """One line of a file: an operator as the feed tells it."""
