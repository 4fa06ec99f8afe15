package org.souk.ml.weka;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weka.core.Instances;

/** One tree: at each place a feature and where it splits, or the quantiles of a leaf. */
final class FlatTree {
    private static final short LEAF = -1;
    private static final double TAIL = 0.05;
    private static final int MOST_PLACES = 10_000_000;

    private final short[] feature;
    private final float[] split;
    /** Where to go when less; else one further. Of a leaf, its number. */
    private final int[] next;

    private final float[] quantiles;

    private FlatTree(short[] feature, float[] split, int[] next, float[] quantiles) {
        this.feature = feature;
        this.split = split;
        this.next = next;
        this.quantiles = quantiles;
    }

    /** Copies a tree and lets the training instances fall to its leaves. */
    static FlatTree of(Object root, Instances instances) {
        List<Object> nodes = new ArrayList<>(List.of(root));
        List<Integer> successors = new ArrayList<>();
        int leaves = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (GrownTrees.attribute(nodes.get(i)) < 0) {
                successors.add(leaves++);
            } else {
                successors.add(nodes.size());
                nodes.addAll(Arrays.asList(GrownTrees.successors(nodes.get(i))));
            }
        }
        short[] feature = new short[nodes.size()];
        float[] split = new float[nodes.size()];
        int[] next = new int[nodes.size()];
        for (int i = 0; i < next.length; i++) {
            feature[i] = (short) GrownTrees.attribute(nodes.get(i));
            split[i] = feature[i] < 0 ? 0 : (float) GrownTrees.split(nodes.get(i));
            next[i] = successors.get(i);
        }
        FlatTree tree = new FlatTree(feature, split, next, new float[leaves * 3]);
        tree.learnQuantiles(instances, leaves);
        return tree;
    }

    private void learnQuantiles(Instances instances, int leaves) {
        int[] where = new int[instances.size()];
        int[] count = new int[leaves];
        for (int i = 0; i < where.length; i++) {
            where[i] = leaf(instances.get(i).toDoubleArray(), new double[0]);
            count[where[i]]++;
        }
        double[][] changes = new double[leaves][];
        for (int leaf = 0; leaf < leaves; leaf++) {
            changes[leaf] = new double[count[leaf]];
        }
        for (int i = 0; i < where.length; i++) {
            changes[where[i]][--count[where[i]]] = instances.get(i).classValue();
        }
        for (int leaf = 0; leaf < leaves; leaf++) {
            double[] of = changes[leaf];
            Arrays.sort(of);
            if (of.length > 0) {
                quantiles[3 * leaf] = (float) of[(int) (of.length * TAIL)];
                quantiles[3 * leaf + 1] = (float) of[of.length / 2];
                quantiles[3 * leaf + 2] = (float) of[(int) (of.length * (1 - TAIL))];
            }
        }
    }

    /** The features come in two parts. */
    int leaf(double[] common, double[] ahead) {
        int place = 0;
        while (feature[place] != LEAF) {
            int which = feature[place];
            double value = which < common.length ? common[which] : ahead[which - common.length];
            place = next[place] + (value < split[place] ? 0 : 1);
        }
        return next[place];
    }

    double lower(int leaf) {
        return quantiles[3 * leaf];
    }

    double median(int leaf) {
        return quantiles[3 * leaf + 1];
    }

    double upper(int leaf) {
        return quantiles[3 * leaf + 2];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(feature.length);
        for (int i = 0; i < feature.length; i++) {
            out.writeShort(feature[i]);
            out.writeFloat(split[i]);
            out.writeInt(next[i]);
        }
        out.writeInt(quantiles.length);
        for (float quantile : quantiles) {
            out.writeFloat(quantile);
        }
    }

    /** @throws IOException when it is no tree: every way must end at a leaf that there is */
    static FlatTree read(DataInput in) throws IOException {
        int places = size(in.readInt());
        short[] feature = new short[places];
        float[] split = new float[places];
        int[] next = new int[places];
        for (int i = 0; i < places; i++) {
            feature[i] = in.readShort();
            split[i] = in.readFloat();
            next[i] = in.readInt();
        }
        float[] quantiles = new float[size(in.readInt())];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = in.readFloat();
        }
        for (int i = 0; i < places; i++) {
            boolean leads = feature[i] == LEAF
                    ? next[i] >= 0 && 3 * next[i] + 2 < quantiles.length
                    : feature[i] >= 0 && feature[i] < ChangeTable.FEATURES && next[i] > i && next[i] + 1 < places;
            if (!leads) {
                throw new IOException("a tree leads nowhere");
            }
        }
        return new FlatTree(feature, split, next, quantiles);
    }

    private static int size(int told) throws IOException {
        if (told < 1 || told > MOST_PLACES) {
            throw new IOException("a tree of " + told + " places");
        }
        return told;
    }
}
