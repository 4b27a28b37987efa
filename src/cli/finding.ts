/** What a check has found. A `note` is neither right nor wrong, such as a part of the protocol that is optional. */
export interface Finding {
  readonly level: 'right' | 'wrong' | 'note';
  readonly text: string;
}

export const right = (text: string): Finding => ({ level: 'right', text });
export const wrong = (text: string): Finding => ({ level: 'wrong', text });
export const note = (text: string): Finding => ({ level: 'note', text });

/** `right` where it holds, else `wrong`. */
export const judge = (holds: boolean, text: string, otherwise: string): Finding =>
  holds ? right(text) : wrong(otherwise);
