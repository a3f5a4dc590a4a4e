# What kbuild generates for the sources of modpost (scripts/mod/Makefile) of a kernel for aarch64; runs in a builder image.
cd /kernel
set -- -nostdinc -D__KERNEL__ -w -include common/include/linux/kconfig.h
for folder in common/arch/arm64/include build/arch/arm64/include/generated common/include build/include; do
  set -- "$@" "-I$folder"
done
for folder in common/arch/arm64/include build/arch/arm64/include/generated common/include build/include; do
  set -- "$@" "-I$folder/uapi"
done
set -- "$@" -include common/include/linux/compiler_types.h
aarch64-linux-gnu-gcc-12 "$@" -S -o /build/offsets.s programs/scripts/mod/devicetable-offsets.c
sed -n -E 's/.*->([A-Za-z0-9_]+) [#$]?([0-9]+) .*/#define \1 \2/p' /build/offsets.s > /output/devicetable-offsets.h
aarch64-linux-gnu-gcc-12 -c -o /build/empty.o programs/scripts/mod/empty.c
gcc -o /build/mk_elfconfig programs/scripts/mod/mk_elfconfig.c
/build/mk_elfconfig < /build/empty.o > /output/elfconfig.h
