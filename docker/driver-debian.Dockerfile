# The driver's source, out of Debian's package falcosecurity-scap-dkms, which has it as /usr/src/scap-<version>.
ARG BASE
FROM ${BASE} AS debian
RUN set -e; \
    apt-get update; \
    cd /tmp; \
    apt-get download falcosecurity-scap-dkms; \
    dpkg-deb --extract falcosecurity-scap-dkms_*.deb unpacked; \
    mv unpacked/usr/src/scap-* /driver

FROM scratch
COPY --from=debian /driver /driver
