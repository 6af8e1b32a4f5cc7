"""Model files from a model hub, over HTTP."""

from __future__ import annotations

import os
import queue
import threading
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pipeline.domain.models import HubSource, ModelSpec
from pipeline.engines.models.sources import BLOCK_BYTES, Arrivals, Progress, SourceFailed

DEFAULT_ENDPOINT = "https://huggingface.co"
"""The public hub; the environment variable HF_ENDPOINT names another, as for the hub's own tools."""

OPEN_TIMEOUT_S = 5
"""How long a file's first answer may take, name look-up, proxies and redirects included: a machine without a way out
should come to the next source soon."""

READ_TIMEOUT_S = 30
"""How long a transfer that has begun may stand still."""


def files_from_hub(source: HubSource, spec: ModelSpec, *, on_progress: Progress) -> Arrivals:
    """Every file of the model, as the hub sends it.

    Raises:
        SourceFailed: the hub cannot be reached, does not have the file, or stops sending.
    """
    endpoint = _endpoint()
    done_bytes = 0

    def blocks(url: str) -> Iterator[bytes]:
        nonlocal done_bytes
        with _opened(url) as response:
            while block := _read(response):
                done_bytes += len(block)
                on_progress(min(done_bytes, spec.size_bytes), spec.size_bytes)
                yield block

    for file in spec.files:
        yield file, blocks(f"{endpoint}/{source.repository}/resolve/{source.revision}/{file.name}")


def _endpoint() -> str:
    endpoint = (os.environ.get("HF_ENDPOINT") or DEFAULT_ENDPOINT).rstrip("/")
    try:
        address = urlsplit(endpoint)
        usable = address.scheme in {"https", "http"} and bool(address.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SourceFailed("HF_ENDPOINT is no http address")
    return endpoint


def _opened(url: str) -> HTTPResponse:
    """The answer to a request, its body still to be read.

    A socket's own limit holds for each address of a host and not at all for looking up its name; so the request runs
    in a thread that is left behind when it takes too long.
    """
    answers: queue.Queue[HTTPResponse | Exception] = queue.Queue()
    opener = urllib.request.build_opener()
    opener.addheaders = [("User-Agent", "vignette-pipeline")]

    def ask() -> None:
        try:
            answers.put(opener.open(url, timeout=READ_TIMEOUT_S))
        except (OSError, HTTPException, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=OPEN_TIMEOUT_S)
    except queue.Empty:
        raise SourceFailed(f"no answer within {OPEN_TIMEOUT_S} seconds") from None
    if isinstance(answer, Exception):
        raise SourceFailed(_reason(answer)) from answer
    return answer


def _read(response: HTTPResponse) -> bytes:
    try:
        return response.read(BLOCK_BYTES)
    except (OSError, HTTPException) as error:
        raise SourceFailed(f"the transfer broke off: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"the hub answered {error.code} {error.reason}"
    if isinstance(error, URLError):
        return _reason(error.reason) if isinstance(error.reason, Exception) else str(error.reason)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
