# The compilers of Ubuntu 18.04: gcc 5, 6, 7 and 8, clang 10. Its binutils, 2.30, are the last for kernels before 4.16.
ARG BASE=ubuntu:bionic
ARG DRIVER
FROM ${DRIVER} AS driver

FROM ${BASE}
COPY install-tools /usr/local/sbin/
RUN sh /usr/local/sbin/install-tools libssl1.1 clang-10 lld-10 llvm-10 gcc-5 gcc-6 gcc-7 gcc-8
COPY build-probe /usr/local/bin/
RUN chmod 755 /usr/local/bin/build-probe && echo bionic >/etc/falco-probe-toolchain
USER 65534:65534
CMD ["build-probe"]
ARG DIGEST
LABEL io.jenkins.plugins.falcoprobes.toolchain="bionic" \
      io.jenkins.plugins.falcoprobes.digest="${DIGEST}"
COPY --from=driver /driver /driver
