package io.shiyun.model;

/**
 * The instruction set of a processor.
 */
public enum Architecture {
    /** 64-bit x86, also called amd64. */
    X86_64,

    /** 64-bit Arm, also called aarch64. */
    ARM64,

    /** 64-bit RISC-V. */
    RISCV64,

    /** 64-bit Power, little endian. */
    PPC64LE,

    /** IBM Z. */
    S390X,

    /** 64-bit LoongArch. */
    LOONGARCH64,

    /** Not told, or one that has no name here. */
    UNKNOWN
}
