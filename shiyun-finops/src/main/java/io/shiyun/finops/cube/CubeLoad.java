package io.shiyun.finops.cube;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.focus.RowBatch;
import io.shiyun.finops.focus.TagSets;
import io.shiyun.finops.money.Fixed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one file on their way into a cube. For one thread. */
final class CubeLoad implements FocusSink.Load {
    private final Cube cube;
    private final Incoming incoming;
    private final List<Source> sources = new ArrayList<>();
    private final FocusColumn[] columns;
    private final int[] tuple;
    private final long[] amounts;

    /**
     * Where the codes of a dimension are in a batch.
     *
     * @param labels the cube's own codes
     * @param column a column of FOCUS, or null
     * @param extra a further column, or empty
     * @param tag a tag, or null
     */
    private record Source(Labels labels, @Nullable FocusColumn column, String extra, TagSets.@Nullable Key tag) {
        int[] codes(RowBatch batch) {
            return column != null ? batch.codes(column) : batch.codes(extra);
        }

        int own(int code) {
            return labels.own(tag == null ? code : tag.code(code));
        }
    }

    CubeLoad(Cube cube, String file, FocusCodes codes) {
        this.cube = cube;
        this.incoming = new Incoming(cube, file);
        CubeSpec spec = cube.spec();
        this.columns = spec.costs().stream().map(Cost::column).toArray(FocusColumn[]::new);
        this.amounts = new long[columns.length];
        this.tuple = new int[spec.dimensions().size() + 1];
        source(Dimension.of(FocusColumn.BILLING_CURRENCY), codes);
        spec.dimensions().forEach(dimension -> source(spec.source(dimension), codes));
    }

    private void source(Dimension dimension, FocusCodes codes) {
        Labels labels = cube.labels(sources.size());
        switch (dimension.kind()) {
            case TAG -> {
                TagSets.Key tag = codes.tags().key(dimension.name());
                labels.from(tag.values());
                sources.add(new Source(labels, FocusColumn.TAGS, "", tag));
            }
            case EXTRA -> {
                labels.from(codes.of(dimension.name()));
                sources.add(new Source(labels, null, dimension.name(), null));
            }
            default -> {
                FocusColumn column = Objects.requireNonNull(FocusColumn.ofHeader(dimension.name()), dimension.name());
                labels.from(codes.of(column));
                sources.add(new Source(labels, column, "", null));
            }
        }
    }

    @Override
    public void accept(RowBatch batch) {
        int[][] codes = new int[sources.size()][];
        for (int d = 0; d < codes.length; d++) {
            codes[d] = sources.get(d).codes(batch);
        }
        long[][] costs = new long[columns.length][];
        for (int k = 0; k < costs.length; k++) {
            costs[k] = batch.amounts(columns[k]);
        }
        for (int i = 0; i < batch.rows(); i++) {
            for (int d = 0; d < codes.length; d++) {
                tuple[d] = sources.get(d).own(codes[d][i]);
            }
            int combo = cube.combos().id(tuple);
            int hour = Math.toIntExact(Math.floorDiv(batch.starts()[i], 3600L));
            boolean wide = false;
            for (int k = 0; k < costs.length; k++) {
                amounts[k] = costs[k][i];
                if (amounts[k] <= Fixed.WIDE) {
                    wide |= amounts[k] == Fixed.WIDE;
                    amounts[k] = 0;
                }
            }
            incoming.add(batch.parts()[i], combo, hour, amounts);
            if (wide) {
                addWide(batch, i, costs, combo, hour);
            }
        }
    }

    private void addWide(RowBatch batch, int row, long[][] costs, int combo, int hour) {
        for (int k = 0; k < costs.length; k++) {
            BigDecimal amount = costs[k][row] == Fixed.WIDE ? batch.amount(columns[k], row) : null;
            if (amount != null) {
                incoming.wide(batch.parts()[row], combo, hour, k, amount);
            }
        }
    }

    @Override
    public void commit(List<Part> parts) {
        cube.commit(incoming.finish(parts), this, part -> false);
    }

    @Override
    public void close() {
        incoming.end();
        cube.ended(this);
    }
}
