/** Supervised operating-system processes, shared by the providers that run apps on a machine. */
module io.shiyun.process {
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.shiyun.process;
}
