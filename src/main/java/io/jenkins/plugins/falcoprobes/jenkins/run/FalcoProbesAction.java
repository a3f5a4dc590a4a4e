package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import java.io.File;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.RunAction2;

/** The probes of a run: their ledgers, and the page that shows them. */
public class FalcoProbesAction implements RunAction2 {
    /** The folder of the run that ledgers and logs are kept in, and the page's address. */
    public static final String FOLDER = "falco-probes";

    private final List<ProbeCall> calls = new ArrayList<>();
    private transient Run<?, ?> run;

    /** Ledgers that were read; those of a run that ended go when memory is short. */
    private transient Map<Integer, SoftReference<ProbeLedger>> ledgers;

    /** Ledgers that are being written and have to stay. */
    private transient Map<Integer, ProbeLedger> written;

    /** Adds a use of the step or builder to a run; what the call asks for counts from then on. */
    public static ProbeCall begin(Run<?, ?> run, ProbeRequest request) throws IOException {
        synchronized (run) {
            try (BulkChange change = new BulkChange(run)) {
                FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
                if (action == null) {
                    action = new FalcoProbesAction();
                    run.addAction(action);
                }
                ProbeCall call = action.add(OnlyKernel.restrict(run, request));
                run.save();
                change.commit();
                return call;
            }
        }
    }

    private synchronized ProbeCall add(ProbeRequest request) {
        ProbeCall call = new ProbeCall(calls.size() + 1, request);
        calls.add(call);
        return call;
    }

    /** The uses of step and builder, in their order. */
    public synchronized List<ProbeCall> calls() {
        return List.copyOf(calls);
    }

    /** A call by its number; an {@link IllegalArgumentException} if there is none. */
    public synchronized ProbeCall call(int number) {
        if (number < 1 || number > calls.size()) {
            throw new IllegalArgumentException("This run has no call " + number + " of buildFalcoProbes");
        }
        return calls.get(number - 1);
    }

    /** The ledger of a call, read on first use. While the run builds everybody gets the same one. */
    public synchronized ProbeLedger ledger(ProbeCall call) throws IOException {
        if (ledgers == null) {
            ledgers = new HashMap<>();
            written = new HashMap<>();
        }
        SoftReference<ProbeLedger> reference = ledgers.get(call.number());
        ProbeLedger ledger = reference == null ? null : reference.get();
        if (ledger == null) {
            ledger = ProbeLedger.open(folder(call).toPath());
            ledgers.put(call.number(), new SoftReference<>(ledger));
        }
        if (run.isBuilding()) {
            written.put(call.number(), ledger);
        }
        return ledger;
    }

    private synchronized void letGo() {
        if (written != null) {
            written.clear();
        }
    }

    /** Where ledger, logs and reports of a call are kept. */
    public File folder(ProbeCall call) {
        return new File(new File(run.getRootDir(), FOLDER), Integer.toString(call.number()));
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The run, under the name that Jenkins' layout of a run's page expects. */
    public Run<?, ?> getObject() {
        return run;
    }

    /** The calls as the page shows them. */
    public List<CallPage> getCalls() throws IOException {
        List<CallPage> pages = new ArrayList<>();
        for (ProbeCall call : calls()) {
            pages.add(new CallPage(this, call));
        }
        return pages;
    }

    /** The page of a call, for its number in an address; null if there is no such call. */
    @CheckForNull
    public CallPage getCall(String number) throws IOException {
        for (ProbeCall call : calls()) {
            if (Integer.toString(call.number()).equals(number)) {
                return new CallPage(this, call);
            }
        }
        return null;
    }

    /**
     * {@code api/json} and its relatives. Of an object of its own, so that the run's own API does not list thousands of
     * probes.
     */
    public Api getApi() throws IOException {
        return new Api(new RunProbes(this));
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    @Override
    public String getIconFileName() {
        return "symbol-hardware-chip-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.FalcoProbesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return FOLDER;
    }

    /** Lets go of the ledgers of a run that has ended. */
    @Extension
    public static final class RunEnd extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
            if (action != null) {
                action.letGo();
            }
        }
    }
}
