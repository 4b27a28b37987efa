/** A QR code as rows of modules: 1 is dark. */
export interface Modules {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

/** Modules of white around the code: ISO/IEC 18004, "Quiet zone". */
export const QUIET_ZONE = 4;
