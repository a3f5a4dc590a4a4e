// An eBPF object that has the sections of Falco's probe and programs that do nothing.
// SPDX-License-Identifier: MIT
#define SECTION(name) __attribute__((section(name), used))

struct bpf_map_def {
	unsigned int type, key_size, value_size, max_entries;
};

struct bpf_map_def SECTION("maps") perf_map = {4, 4, 4, 0};

SECTION("raw_tracepoint/sys_enter") int sys_enter(void *ctx) { return 0; }
SECTION("raw_tracepoint/sys_exit") int sys_exit(void *ctx) { return 0; }
SECTION("raw_tracepoint/sched_process_fork&2") int fork(void *ctx) { return 0; }
SECTION("raw_tracepoint/filler/sys_empty") int filler(void *ctx) { return 0; }

char kernel_ver[] SECTION("kernel_version") = "6.1.0-56-amd64";
char license_text[] SECTION("license") = "Dual MIT/GPL";
char probe_ver[] SECTION("probe_version") = "8.0.0+driver";
char probe_commit[] SECTION("build_commit") = "";
unsigned long probe_api_ver SECTION("api_version") = 8ul << 44 | 0ul << 24 | 3ul;
unsigned long probe_schema_ver SECTION("schema_version") = 3ul << 44 | 5ul << 24 | 0ul;
