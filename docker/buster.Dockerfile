# The compilers of Debian 10: gcc 7 and 8, clang 7; and a C library for the build programs of RHEL 8.
ARG BASE=debian/eol:buster-slim
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools libssl1.1 clang-7 lld-7 llvm-7 gcc-7 gcc-8
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo buster >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="buster" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
