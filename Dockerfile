# syntax=docker/dockerfile:1

# Pin this to a digest where you build, so that the same commit gives the same image:
#   docker build --build-arg BASE=python:3.12-slim@sha256:... .
ARG BASE=python:3.12-slim


FROM ${BASE} AS builder

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build

# Both environments have the same Python; the first is left behind with the tools that build the wheel.
COPY requirements-build.txt requirements.txt ./
RUN python3 -m venv /tools \
 && /tools/bin/python -m pip install --require-hashes --requirement requirements-build.txt \
 && python3 -m venv /app/venv \
 && /app/venv/bin/python -m pip install --require-hashes --requirement requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY bot bot
RUN /tools/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /app/venv/bin/python -m pip install --no-deps /wheels/*.whl \
 && /app/venv/bin/python -m pip uninstall --yes pip

# A checkout that only its owner may read would be unreadable to the bot.
COPY knowledge /app/knowledge
RUN chmod -R a+rX /app/knowledge && mkdir /app/data


FROM ${BASE}

LABEL org.opencontainers.image.title="SummitBot" \
      org.opencontainers.image.description="A Discord bot that answers questions about one summit from sourced, dated facts" \
      org.opencontainers.image.licenses="MIT"

# Nothing is written but in the volume, so that the root file system may be read-only.
ENV PATH=/app/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app

COPY --from=builder /app/venv venv
COPY --from=builder /app/knowledge knowledge
COPY --from=builder --chown=10001:10001 /app/data data

# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
VOLUME /app/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=4)"]
CMD ["python", "-m", "bot"]
