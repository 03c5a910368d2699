package io.shiyun.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in an array of bytes, at any place, little-endian: many states lie in one array without an object each. */
final class Cells {
    private static final VarHandle F64 = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle F32 = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long FRACTION = 0xf_ffff_ffff_ffffL;
    private static final long ONE = 0x3ff0_0000_0000_0000L;

    private Cells() {}

    static double f64(byte[] m, int at) {
        return (double) F64.get(m, at);
    }

    static void f64(byte[] m, int at, double value) {
        F64.set(m, at, value);
    }

    static float f32(byte[] m, int at) {
        return (float) F32.get(m, at);
    }

    static void f32(byte[] m, int at, double value) {
        F32.set(m, at, (float) value);
    }

    static long i64(byte[] m, int at) {
        return (long) I64.get(m, at);
    }

    static void i64(byte[] m, int at, long value) {
        I64.set(m, at, value);
    }

    /** Adds one to a long. */
    static void count(byte[] m, int at) {
        i64(m, at, i64(m, at) + 1);
    }

    static int i32(byte[] m, int at) {
        return (int) I32.get(m, at);
    }

    static void i32(byte[] m, int at, int value) {
        I32.set(m, at, value);
    }

    /** A number from 0 to 65,535. */
    static int u16(byte[] m, int at) {
        return (short) I16.get(m, at) & 0xffff;
    }

    static void u16(byte[] m, int at, int value) {
        I16.set(m, at, (short) value);
    }

    /** A number from 0 to 255. */
    static int u8(byte[] m, int at) {
        return m[at] & 0xff;
    }

    static void u8(byte[] m, int at, int value) {
        m[at] = (byte) value;
    }

    /** Returns the binary logarithm of a positive number to three decimals, by arithmetic that is the same everywhere. */
    static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) - Double.MAX_EXPONENT;
        double m;
        if (exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT) {
            m = Double.longBitsToDouble((bits & FRACTION) | ONE) - 1;
        } else {
            exponent = Math.getExponent(x);
            m = x / Math.scalb(1.0, exponent) - 1;
        }
        return exponent
                + m
                        * (1.4426950408889634
                                + m
                                        * (-0.7211657
                                                + m
                                                        * (0.4778939
                                                                + m
                                                                        * (-0.3473054
                                                                                + m
                                                                                        * (0.2414937
                                                                                                + m
                                                                                                        * (-0.1306656
                                                                                                                + m
                                                                                                                        * 0.0347546))))));
    }

    static double log10(double x) {
        return 0.3010299956639812 * log2(x);
    }
}
