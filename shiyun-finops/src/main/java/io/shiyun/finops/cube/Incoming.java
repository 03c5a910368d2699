package io.shiyun.finops.cube;

import io.shiyun.finops.cube.PartRows.Wide;
import io.shiyun.finops.focus.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a cube, by part, until they are committed. For one thread. */
final class Incoming {
    private final Cube cube;
    private final String name;
    private final int costs;
    private final List<@Nullable Builder> parts = new ArrayList<>();
    private long bytes;
    private long rows;
    /** The memory is full: rows are counted on, to tell how much they need, and not kept. */
    private boolean counting;

    private boolean over;

    /** What one part brings. */
    private static final class Builder {
        final BlockBuilder open;
        final Cells cells;
        final List<Block> blocks = new ArrayList<>();
        final List<Wide> wide = new ArrayList<>();
        long rows;
        int firstHour = Integer.MAX_VALUE;
        int lastHour = Integer.MIN_VALUE;

        Builder(int costs) {
            open = new BlockBuilder(costs);
            cells = new Cells(costs);
        }
    }

    Incoming(Cube cube, String name) {
        this.cube = cube;
        this.name = name;
        this.costs = cube.spec().costs().size();
    }

    private Builder builder(int part) {
        while (parts.size() <= part) {
            parts.add(null);
        }
        Builder builder = parts.get(part);
        if (builder == null) {
            builder = new Builder(costs);
            parts.set(part, builder);
        }
        return builder;
    }

    /** Takes a row. */
    void add(int part, int combo, int hour, long[] amounts) {
        Builder builder = builder(part);
        int row = builder.open.add(combo, hour);
        Cells cells = builder.cells;
        int cell = cells.cell(Math.floorDiv(hour, 24), combo);
        Slot slot = cells.slot();
        int place = cell * slot.stride;
        slot.sums[place]++;
        for (int k = 0; k < costs; k++) {
            builder.open.amount(row, k, amounts[k]);
            slot.add(place + 1 + k, amounts[k]);
        }
        rows++;
        builder.rows++;
        builder.firstHour = Math.min(builder.firstHour, hour);
        builder.lastHour = Math.max(builder.lastHour, hour);
        if (builder.open.full()) {
            seal(builder);
        }
    }

    /** Takes an amount of the row added last that has no fixed point; the row has 0 in its place. */
    void wide(int part, int combo, int hour, int cost, BigDecimal amount) {
        builder(part).wide.add(new Wide(hour, combo, cost, amount));
        bytes += PartRows.WIDE_BYTES;
    }

    private void seal(Builder part) {
        Block block = part.open.seal();
        SpillFile spill = cube.spillIfOver(bytes + block.length());
        if (spill != null) {
            part.blocks.add(block.spilled(spill.write(block.bytes(null))));
            bytes += Block.OVERHEAD;
            return;
        }
        bytes += block.length() + Block.OVERHEAD;
        counting |= cube.tooLarge(bytes);
        if (counting) {
            part.blocks.clear();
        } else {
            part.blocks.add(block);
        }
    }

    /** Ends the load and returns what each part brought. */
    List<PartRows> finish(List<Part> named) {
        if (over) {
            throw new IllegalStateException("The load of '" + name + "' has ended");
        }
        over = true;
        List<PartRows> brought = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Builder part = parts.get(i);
            if (part != null) {
                if (!part.open.empty()) {
                    seal(part);
                }
                brought.add(rows(part, named.get(i)));
            }
        }
        if (counting || cube.tooLarge(bytes)) {
            throw new CubeFullException(
                    name, rows, cube.bytesWith(bytes), cube.spec().memory());
        }
        return brought;
    }

    private PartRows rows(Builder part, Part name) {
        DayCells cells = part.cells.sorted();
        bytes += cells.bytes();
        long held = cells.bytes() + (long) PartRows.WIDE_BYTES * part.wide.size();
        for (Block block : part.blocks) {
            held += Block.OVERHEAD + (block.data() == null ? 0 : block.length());
        }
        return new PartRows(
                name,
                List.copyOf(part.blocks),
                cells,
                List.copyOf(part.wide),
                part.rows,
                part.firstHour,
                part.lastHour,
                held);
    }

    void end() {
        over = true;
    }
}
