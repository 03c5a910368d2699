package io.shiyun.provider.local;

import java.nio.file.Path;

/** What apps and hosts are made from: the images of this folder, by id or name. */
interface Artifacts {
    /** Returns whether there is such an image. */
    boolean has(String name);

    /** Copies the content of the image into an empty folder. */
    void unpack(String name, Path folder);
}
