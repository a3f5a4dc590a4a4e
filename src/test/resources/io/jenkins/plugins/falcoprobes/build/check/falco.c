// A kernel module that does nothing but look like Falco's: the name, the versions, a few imported symbols.
// SPDX-License-Identifier: MIT
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/tracepoint.h>
#include <linux/vmalloc.h>

static void *memory;

static int __init falco_init(void)
{
	memory = vmalloc_user(4096);
	if (memory)
		pr_info("falco: nothing to see here\n");
	return memory ? 0 : -ENOMEM;
}

static void __exit falco_exit(void)
{
	vfree(memory);
	synchronize_srcu(&tracepoint_srcu);
}

module_init(falco_init);
module_exit(falco_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_VERSION("8.0.0+driver");
MODULE_INFO(api_version, "8.0.3");
MODULE_INFO(schema_version, "3.5.0");
