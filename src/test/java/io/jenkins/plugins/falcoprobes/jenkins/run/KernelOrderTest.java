package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class KernelOrderTest {
    @Test
    public void numbers_are_compared_as_numbers() {
        assertThat(List.of("6.1.0-10-amd64", "6.1.0-9-amd64", "5.10.0-46-amd64", "6.1.0-9-rt-amd64", "6.1.0-9").stream()
                        .sorted(KernelOrder.INSTANCE)
                        .toList())
                .containsExactly("5.10.0-46-amd64", "6.1.0-9", "6.1.0-9-amd64", "6.1.0-9-rt-amd64", "6.1.0-10-amd64");
    }

    @Test
    public void only_equal_texts_are_equal() {
        assertThat(KernelOrder.INSTANCE.compare("6.1.0", "6.1.0")).isZero();
        assertThat(KernelOrder.INSTANCE.compare("6.01.0", "6.1.0")).isNegative();
        assertThat(KernelOrder.INSTANCE.compare("6.1.0", "6.01.0")).isPositive();
        assertThat(KernelOrder.INSTANCE.compare("6.1.0-00", "6.1.0-0")).isNotZero();
    }

    @Test
    public void numbers_longer_than_any_integer_type_have_an_order() {
        assertThat(KernelOrder.INSTANCE.compare("5.4.0-20250131123456789012345", "5.4.0-20250131123456789012346"))
                .isNegative();
    }
}
