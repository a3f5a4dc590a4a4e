# The compilers of Debian 12: gcc 11 and 12, clang 14.
ARG BASE=debian:bookworm-slim
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools pahole libssl3 clang-14 lld-14 llvm-14 gcc-11 gcc-12
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo bookworm >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="bookworm" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
