/** The modules of a QR code, row by row: 1 is dark, 0 is light. `size`: modules per side. */
export interface Modules {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

/** The width of the white margin in modules (ISO/IEC 18004, "Quiet zone"). */
export const QUIET_ZONE = 4;
