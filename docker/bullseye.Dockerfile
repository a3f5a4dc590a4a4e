# The compilers of Debian 11: gcc 9 and 10, clang 11.
ARG BASE=debian:bullseye-slim
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools dwarves libssl1.1 clang-11 lld-11 llvm-11 gcc-9 gcc-10
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo bullseye >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="bullseye" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
