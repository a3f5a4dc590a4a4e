# The compilers of Ubuntu 14.04: gcc 4.4, 4.6, 4.7 and 4.8. No clang: kernels of their time have no eBPF for Falco.
ARG BASE=ubuntu:trusty
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools libssl1.0.0 gcc-4.4 gcc-4.6 gcc-4.7 gcc-4.8
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo trusty >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="trusty" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
