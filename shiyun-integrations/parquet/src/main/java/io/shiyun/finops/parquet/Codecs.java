package io.shiyun.finops.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Packs pages with zstd; unpacks them, with bounds on how much comes out. */
final class Codecs implements CompressionCodecFactory {
    /** The largest page, unpacked; writers make pages of 1 MiB. */
    static final int MAX_PAGE = 1 << 26;

    /** How many times larger than packed. */
    static final int MAX_RATIO = 1_000;

    private static final int FREE = 1 << 20;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Packing(codec, bytes -> bytes);
            case ZSTD -> new Packing(codec, Codecs::zstd);
            default -> throw new UnsupportedOperationException("Bills are written with zstd, not " + codec);
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((packed, size) -> packed);
            case SNAPPY -> new Pages(of(new SnappyDecompressor()));
            case ZSTD -> new Pages(of(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(of(new Lz4Decompressor()));
            case GZIP -> new Pages(Codecs::gunzip);
            default ->
                throw new IllegalArgumentException("it is packed with " + codec
                        + "; snappy, gzip, zstd, LZ4_RAW and files that are not packed are read");
        };
    }

    @Override
    public void release() {
        // Nothing is held between pages.
    }

    private static Unpacking of(Decompressor decompressor) {
        return (packed, size) -> {
            byte[] page = new byte[size];
            int count = decompressor.decompress(packed, 0, packed.length, page, 0, size);
            return count == size ? page : new byte[count];
        };
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] page = in.readNBytes(size);
            if (in.read() >= 0) {
                throw new IOException("a page unpacks to more than the " + size + " bytes that it should have");
            }
            return page;
        }
    }

    private static BytesInput zstd(BytesInput page) throws IOException {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] bytes = page.toInputStream().readAllBytes();
        byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
        return BytesInput.from(packed, 0, compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length));
    }

    /** One way to pack. */
    private interface Packer {
        BytesInput pack(BytesInput page) throws IOException;
    }

    /** Packs pages. */
    private record Packing(CompressionCodecName codec, Packer packer) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            return packer.pack(page);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {
            // Nothing is held between pages.
        }
    }

    /** One way to unpack. */
    private interface Unpacking {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    /** Unpacks the pages of a column. */
    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            out.put(unpack(bytes, size));
        }

        private byte[] unpack(byte[] packed, int size) throws IOException {
            if (size < 0 || size > MAX_PAGE) {
                throw new IOException("a page unpacks to " + size + " bytes; at most " + MAX_PAGE + " are read");
            }
            if (size > FREE && size / MAX_RATIO > packed.length) {
                throw new IOException(
                        "a page unpacks to more than " + MAX_RATIO + " times its size, which no bill does");
            }
            byte[] page = unpacking.unpack(packed, size);
            if (page.length != size) {
                throw new IOException("a page unpacks to " + page.length + " bytes instead of " + size);
            }
            return page;
        }

        @Override
        public void release() {
            // Nothing is held between pages.
        }
    }
}
