// #region usage
// app/whatsapp/login/route.ts
import { relay } from '../../../relay.js';

export const dynamic = 'force-dynamic'; // No answer may be kept.
export { relay as GET, relay as OPTIONS, relay as POST };
// #endregion
// #endregion
