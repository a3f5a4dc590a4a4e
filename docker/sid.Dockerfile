# The compilers of Debian unstable: gcc 15 and 16, clang 21.
ARG BASE=debian:sid-slim
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools pahole libssl3t64 clang-21 lld-21 llvm-21 gcc-15 gcc-16
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo sid >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="sid" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
