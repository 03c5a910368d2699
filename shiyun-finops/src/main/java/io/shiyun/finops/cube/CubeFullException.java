package io.shiyun.finops.cube;

/** A load that does not fit into the memory of its cube. Nothing of it was kept. */
public final class CubeFullException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final long needed;

    CubeFullException(String file, long rows, long needed, long bound) {
        super("The " + rows + " rows of '" + file + "' do not fit: the cube would need " + needed
                + " bytes and may have " + bound
                + "; give it more by CubeSpec.memory, a folder by CubeSpec.spill, or fewer dimensions");
        this.needed = needed;
    }

    /** Returns how many bytes of memory the cube would need with this load. */
    public long needed() {
        return needed;
    }
}
