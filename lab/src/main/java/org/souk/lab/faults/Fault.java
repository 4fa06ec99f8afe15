package org.souk.lab.faults;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The ways in which a move is disturbed. */
enum Fault {
    SOURCE_KILLED("sourceKilled", 1) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            Errand one = errands.get(0);
            return AgentKilled.draw(scene.traffic(), one, one.source(), draw);
        }
    },
    TARGET_KILLED("targetKilled", 1) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            Errand one = errands.get(0);
            return AgentKilled.draw(scene.traffic(), one, one.target(), draw);
        }
    },
    BRIDGE_KILLED("bridgeKilled", 2) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            return BridgeKilled.draw(scene.traffic(), any(errands, draw), scene.bridge(), draw);
        }
    },
    CONNECTION_CUT("connectionCut", 2) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            return harmed(Harm.Kind.CUT, scene, errands, draw);
        }
    },
    SNAPSHOT_CORRUPTED("snapshotCorrupted", 2) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            return harmed(Harm.Kind.FLIP, scene, errands, draw);
        }
    },
    MESSAGE_DUPLICATED("messageDuplicated", 2) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            return Duplicated.draw(scene.traffic(), errands, draw);
        }
    },
    CONTROL_PLANE_RESTARTED("controlPlaneRestarted", 5) {
        @Override
        Mishap draw(Scene scene, List<Errand> errands, Random draw) {
            return MarketKilled.draw(scene.traffic(), any(errands, draw), scene.controlPlane(), draw);
        }
    };

    private final String word;
    private final int atOnce;

    Fault(String word, int atOnce) {
        this.word = word;
        this.atOnce = atOnce;
    }

    /** As it is called on the command line and in the report. */
    @JsonValue
    String word() {
        return word;
    }

    /** How many tasks move at the same time. */
    int atOnce() {
        return atOnce;
    }

    /** @param errands at most {@link #atOnce} */
    abstract Mishap draw(Scene scene, List<Errand> errands, Random draw);

    private static Errand any(List<Errand> errands, Random draw) {
        return errands.get(draw.nextInt(errands.size()));
    }

    private static Mishap harmed(Harm.Kind kind, Scene scene, List<Errand> errands, Random draw) {
        return RelayHarmed.draw(scene.traffic(), any(errands, draw), scene.bridge(), kind, errands.size(), draw);
    }

    /** @throws IllegalArgumentException when no fault is called so */
    static Fault of(String word) {
        return Stream.of(values())
                .filter(fault -> fault.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + word + "'"));
    }

    @Override
    public String toString() {
        return word;
    }
}
