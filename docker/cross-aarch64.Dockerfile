# A toolchain's image, and its compilers once more, for aarch64.
ARG BASE
FROM ${BASE}
USER 0
COPY install-cross /usr/local/sbin/
RUN sh /usr/local/sbin/install-cross aarch64-linux-gnu && sed -i 's/$/-aarch64/' /etc/falco-probe-toolchain
USER 65534:65534
ARG TOOLCHAIN
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="${TOOLCHAIN}-aarch64" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
