package org.souk.lab.heartbeats;

import java.time.Duration;
import org.souk.core.account.SecretHasher;
import org.souk.core.common.ContentId;
import org.souk.core.events.TaskAssigned;
import org.souk.core.events.TaskEscalated;
import org.souk.core.events.TaskListener;
import org.souk.core.events.TaskView;
import org.souk.core.leader.Doorbells;
import org.souk.core.live.LiveAttempt;
import org.souk.core.market.Ports;
import org.souk.core.matching.Expressions;
import org.souk.core.scheduling.Preemption;
import org.souk.core.submission.ContentCheck;
import org.souk.ml.EwmaForecaster;
import org.souk.ml.LoadTraining;

/** Surroundings of a market in which nobody listens, all content is there, and loads are forecast as on the server. */
final class QuietPorts {
    private static final Duration FORECAST_HALF_LIFE = Duration.ofSeconds(30);

    private QuietPorts() {}

    static Ports create() {
        return new Ports(
                new Nobody(),
                new NoBells(),
                new AllContent(),
                new NoSecrets(),
                Expressions.NONE,
                new EwmaForecaster(FORECAST_HALF_LIFE),
                new LoadTraining());
    }

    private static final class Nobody implements TaskListener {
        @Override
        public void changed(TaskView task) {
            // Nobody listens.
        }

        @Override
        public void started(LiveAttempt attempt) {
            // Nobody listens.
        }

        @Override
        public void assigned(TaskAssigned assignment) {
            // Nobody listens.
        }

        @Override
        public void preempted(Preemption preemption) {
            // Nobody listens.
        }

        @Override
        public void escalated(TaskEscalated escalation) {
            // Nobody listens.
        }
    }

    /** The threads of the experiment turn the market in a beat of their own. */
    private static final class NoBells implements Doorbells {
        @Override
        public void planning() {
            // Planned soon anyway.
        }

        @Override
        public void settling() {
            // Settled soon anyway.
        }
    }

    private static final class AllContent implements ContentCheck {
        @Override
        public boolean isComplete(ContentId content) {
            return true;
        }

        @Override
        public void checkModule(String field, ContentId module) {
            // All modules will do.
        }
    }

    /** Nobody signs in. */
    private static final class NoSecrets implements SecretHasher {
        @Override
        public String hash(String secret) {
            return "";
        }

        @Override
        public boolean matches(String secret, String encodedHash) {
            return false;
        }
    }
}
