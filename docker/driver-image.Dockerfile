# The driver's source, out of an image of Falco, which has it as /usr/src/<falco or scap>-<version>.
ARG SOURCE
FROM ${SOURCE} AS falco
USER root
RUN set -e; \
    set -- /usr/src/falco-*/ /usr/src/scap-*/; \
    for folder; do if [ -e "$folder/Makefile" ]; then found="$folder"; fi; done; \
    if [ -z "$found" ]; then echo "this image has no driver source in /usr/src" >&2; exit 1; fi; \
    cp -R "$found" /driver; \
    chmod -R a+rX /driver

FROM scratch
COPY --from=falco /driver /driver
