# The image of lexsarah: the wheel and its locked dependencies, Tesseract with Swedish, no build tools, not root.
# Build:  docker build -t lexsarah .
# Behind a registry of your own, pass pip's settings at build time and nowhere else, for example
#   buildah bud --volume /etc/pip.conf:/etc/pip.conf:ro …   or   docker build --build-arg PIP_INDEX_URL=… .
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY scripts/torch.sh scripts/
COPY requirements/run.txt requirements/build.txt requirements/torch.txt requirements/
RUN python3 -m venv /opt/lexsarah \
 && bash scripts/torch.sh /opt/lexsarah/bin/python install --no-cache-dir --only-binary :all: \
 && /opt/lexsarah/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r requirements/run.txt
RUN python3 -m venv tools \
 && tools/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY corpus/samples corpus/samples
COPY models models
COPY service service
RUN tools/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir dist . \
 && /opt/lexsarah/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl \
 && /opt/lexsarah/bin/pip uninstall --yes pip

FROM ${BASE}
LABEL org.opencontainers.image.title="lexsarah" \
      org.opencontainers.image.description="Reads Swedish lex Sarah documents into evidence-backed facts" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ca-certificates python3 tesseract-ocr tesseract-ocr-swe \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --home-dir /var/lib/lexsarah --no-create-home --shell /usr/sbin/nologin lexsarah \
 && install --directory --owner=lexsarah --group=lexsarah --mode=0700 /var/lib/lexsarah /var/lib/lexsarah-demo
COPY --from=build /opt/lexsarah /opt/lexsarah
ENV PATH=/opt/lexsarah/bin:/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 \
    LEXSARAH_HOME=/var/lib/lexsarah
USER 10001:10001
WORKDIR /var/lib/lexsarah
VOLUME /var/lib/lexsarah
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["lexsarah", "doctor", "--quick"]
ENTRYPOINT ["lexsarah"]
CMD ["serve"]
