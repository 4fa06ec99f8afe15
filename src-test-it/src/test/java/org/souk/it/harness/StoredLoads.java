package org.souk.it.harness;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Loads of days that no test can wait for, written into the database of a market that is down: in its table {@code
 * load_day}, for each of a day's 288 steps CPU and RAM in hundredths of a percent, two bytes each, -1 for none.
 */
public final class StoredLoads {
    private static final long STEP_SECONDS = Duration.ofMinutes(5).toSeconds();
    private static final int STEPS_PER_DAY = 288;
    private static final int BYTES_PER_STEP = 4;

    private StoredLoads() {}

    /** So many days up to the present step: more by day than by night, and some noise. RAM is steadier. */
    public static void write(Path home, String node, int days, Instant now) {
        long end = now.getEpochSecond() / STEP_SECONDS;
        long start = end - (long) days * STEPS_PER_DAY;
        Random noise = new Random(node.hashCode());
        try (Connection database =
                        DriverManager.getConnection("jdbc:h2:file:" + home.resolve("db/souk"), "souk", "souk");
                PreparedStatement insert = database.prepareStatement("INSERT INTO load_day VALUES (?, ?, ?)");
                Statement shutdown = database.createStatement()) {
            for (long day = start / STEPS_PER_DAY; day <= (end - 1) / STEPS_PER_DAY; day++) {
                insert.setString(1, node);
                insert.setLong(2, day);
                insert.setBytes(3, day(day, start, end, noise));
                insert.executeUpdate();
            }
            // The market has told the database to stay open when nobody is connected: it would stay so in this process.
            shutdown.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new AssertionError("the loads could not be written into the market's database", e);
        }
    }

    private static byte[] day(long day, long start, long end, Random noise) {
        ByteBuffer loads = ByteBuffer.allocate(STEPS_PER_DAY * BYTES_PER_STEP);
        for (long step = day * STEPS_PER_DAY; step < (day + 1) * STEPS_PER_DAY; step++) {
            boolean known = step >= start && step < end;
            double wave = Math.sin(2 * Math.PI * (step % STEPS_PER_DAY) / STEPS_PER_DAY);
            loads.putShort(known ? hundredths(40 + 25 * wave + 4 * noise.nextGaussian()) : -1);
            loads.putShort(known ? hundredths(55 + 5 * wave + noise.nextGaussian()) : -1);
        }
        return loads.array();
    }

    private static short hundredths(double percent) {
        return (short) Math.round(100 * Math.max(0, Math.min(100, percent)));
    }
}
