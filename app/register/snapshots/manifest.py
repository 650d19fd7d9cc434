"""What a snapshot says of itself, signed: how many records there must be, how each file hashes, and where the feed goes on."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.register.snapshots.listing import File

KIND = "aeo-snapshot+jws"  # the `typ` of its signature


class Delta(BaseModel):
    """The records that changed since another snapshot: laid over that one they give this one."""

    model_config = ConfigDict(frozen=True)

    since: str
    files: tuple[File, ...]


class Manifest(BaseModel):
    """`count` and `checksum` are of all records, as at the address of the checksum; `cursor` is where the feed goes on."""

    model_config = ConfigDict(frozen=True)

    id: str
    made_at: datetime
    epoch: str
    cursor: str
    count: int
    checksum: str
    files: tuple[File, ...]
    delta: Delta | None = None

    @property
    def every_file(self) -> tuple[File, ...]:
        return self.files + (self.delta.files if self.delta else ())
