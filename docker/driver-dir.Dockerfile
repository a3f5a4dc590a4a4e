# The driver's source, out of a folder; builder-image makes the context.
FROM scratch
COPY driver /driver
