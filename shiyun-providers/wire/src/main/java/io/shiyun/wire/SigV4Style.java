package io.shiyun.wire;

import org.jspecify.annotations.Nullable;

/**
 * In what services differ.
 *
 * @param s3 whether the path is signed as it is sent, not encoded once more
 * @param normalised whether dots and double slashes are taken out of the path
 * @param hashHeader whether the hash of the body goes along as a header
 * @param unsignedBody whether the body is left out
 * @param tokenSigned whether the session token is part of what is signed
 */
record SigV4Style(boolean s3, boolean normalised, boolean hashHeader, boolean unsignedBody, boolean tokenSigned) {
    static final SigV4Style PLAIN = new SigV4Style(false, true, false, false, true);
    static final SigV4Style S3 = new SigV4Style(true, false, true, false, true);
    static final SigV4Style S3_UNSIGNED = new SigV4Style(true, false, true, true, true);

    /** Returns the path as it is signed. */
    String path(@Nullable String sent) {
        if (sent == null || sent.isEmpty() || sent.equals("/")) {
            return "/";
        }
        StringBuilder path = new StringBuilder(sent.length() + 16);
        SigV4Text.encode(normalised ? SigV4Text.normalised(sent) : sent, path, s3 ? "/%" : "/");
        return path.toString();
    }
}
