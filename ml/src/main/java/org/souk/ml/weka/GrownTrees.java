package org.souk.ml.weka;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import weka.classifiers.IteratedSingleClassifierEnhancer;
import weka.classifiers.trees.RandomForest;
import weka.classifiers.trees.RandomTree;

/**
 * Looks into a forest of Weka, which tells how it decides only in prose with rounded numbers. Reflection is confined to
 * this class; a test holds it against Weka's own answers, so that a new version that differs inside is noticed.
 */
final class GrownTrees {
    private static final Class<?> NODE = nodeClass();
    private static final Field MEMBERS = open(IteratedSingleClassifierEnhancer.class, "m_Classifiers");
    private static final Field ROOT = open(RandomTree.class, "m_Tree");
    private static final Field ATTRIBUTE = open(NODE, "m_Attribute");
    private static final Field SPLIT = open(NODE, "m_SplitPoint");
    private static final Field SUCCESSORS = open(NODE, "m_Successors");

    private GrownTrees() {}

    /** The root of each tree, see {@link #attribute}, {@link #split} and {@link #successors}. */
    static List<Object> of(RandomForest forest) {
        return Arrays.stream((Object[]) get(MEMBERS, forest))
                .map(tree -> get(ROOT, tree))
                .toList();
    }

    /** Which attribute decides, or −1 at a leaf. */
    static int attribute(Object node) {
        return (int) get(ATTRIBUTE, node);
    }

    /** What is less goes to the first successor. */
    static double split(Object node) {
        return (double) get(SPLIT, node);
    }

    /** Two, but for a leaf. */
    static Object[] successors(Object node) {
        return (Object[]) get(SUCCESSORS, node);
    }

    private static Class<?> nodeClass() {
        return Arrays.stream(RandomTree.class.getDeclaredClasses())
                .filter(inner -> inner.getSimpleName().equals("Tree"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this version of Weka has other trees"));
    }

    private static Field open(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this version of Weka has no " + owner.getSimpleName() + "." + name, e);
        }
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
