package io.jenkins.plugins.falcoprobes.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class PatientLinkTest {
    private final List<String> calls = new ArrayList<>();

    @After
    public void clear() {
        boolean unused = Thread.interrupted();
    }

    @Test
    public void a_message_arrives_although_its_sender_is_interrupted_which_it_stays() {
        Thread.currentThread().interrupt();
        new PatientLink(link(1)).finished("record");
        assertThat(calls).containsExactly("finished", "finished");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    public void an_answer_comes_although_the_asker_is_interrupted_in_the_middle() {
        assertThat(new PatientLink(link(1)).claimFirst(new String[] {"debian/6.1/x86_64"}))
                .isZero();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    public void who_is_not_interrupted_stays_so() {
        new PatientLink(link(0)).ended();
        assertThat(calls).containsExactly("ended");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    public void a_link_that_never_answers_is_given_up() {
        assertThatThrownBy(() -> new PatientLink(link(100)).progress("x"))
                .isInstanceOf(UndeclaredThrowableException.class);
        assertThat(calls).hasSize(5);
    }

    /** What a channel's proxy does: it throws what no method declares when its caller is interrupted. */
    private AgentLink link(int interruptions) {
        return (AgentLink) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AgentLink.class}, (proxy, method, arguments) -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    calls.add(method.getName());
                    if (calls.size() <= interruptions) {
                        throw new InterruptedException("in the middle");
                    }
                    return method.getReturnType() == int.class ? 0 : null;
                });
    }
}
