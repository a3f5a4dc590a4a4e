package io.jenkins.plugins.falcoprobes.repository;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.URI;

/** How a cache keeps the packages that a suite of an archive has. */
record DebianPackageFormat(String suite, URI archive) implements IndexCache.Format<DebianPackage> {
    @Override
    public DebianPackage read(DataInput in) throws IOException {
        return new DebianPackage(
                suite,
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                URI.create(archive + "/" + in.readUTF()),
                in.readLong(),
                in.readUTF());
    }

    @Override
    public void write(DebianPackage each, DataOutput out) throws IOException {
        out.writeUTF(each.name());
        out.writeUTF(each.version());
        out.writeUTF(each.source());
        out.writeUTF(each.architecture());
        out.writeUTF(each.depends());
        out.writeUTF(each.uri().toString().substring((archive + "/").length()));
        out.writeLong(each.size());
        out.writeUTF(each.sha256());
    }
}
