package io.jenkins.plugins.falcoprobes.jenkins.pipeline

import groovy.transform.Field

// The body of buildFalcoProbes outside of a node block. It is compiled and run by the Pipeline engine, as trusted code:
// it is handed nothing but a number, and hands nothing out.

@Field int call

List<String> branches = steps.falcoProbesBranches(call)
Map parts = [:]
for (int i = 0; i < branches.size(); i++) {
    String branch = branches[i]
    parts[branch] = {
        steps.stage(branch) {
            steps.retry(count: 2, conditions: [steps.agent(), steps.nonresumable()]) {
                steps.node(steps.falcoProbesLabel(call: call, branch: branch)) {
                    steps.buildFalcoProbesHere(call: call, branch: branch)
                }
            }
        }
    }
}
steps.parallel(parts)
return null
