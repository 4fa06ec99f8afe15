package org.souk.ml.weka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import weka.classifiers.Classifier;

/** Weka's models know no other format than Java's serialization; what is read may be of Weka's classes and the JDK's only. */
final class WekaObjects {
    private static final int MOST_BYTES = 64 << 20;
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(
            "maxdepth=2000;maxarray=5000000;weka.**;java.lang.*;java.util.*;java.text.*;no.uib.cipr.matrix.*;!*");

    private WekaObjects() {}

    static void write(DataOutputStream out, Classifier classifier) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(classifier);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    static Classifier read(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_BYTES) {
            throw new IOException("a model of " + size + " bytes");
        }
        byte[] bytes = in.readNBytes(size);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(java.io.ObjectStreamClass description) throws ClassNotFoundException {
                // In an application server the thread's class loader need not be the one that has Weka.
                return Class.forName(description.getName(), false, WekaObjects.class.getClassLoader());
            }
        }) {
            objects.setObjectInputFilter(FILTER);
            return (Classifier) objects.readObject();
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException("not a model of Weka", e);
        }
    }
}
