# The compilers of Debian 13: gcc 12, 13 and 14, clang 19.
ARG BASE=debian:trixie-slim
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools pahole libssl3t64 clang-19 lld-19 llvm-19 gcc-12 gcc-13 gcc-14
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo trixie >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="trixie" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
