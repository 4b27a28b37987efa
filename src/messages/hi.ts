import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Hindi (hi_IN, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// "लिंक किए गए डिवाइस" is also on faq.whatsapp.com, "About linked devices" (hi). "पासकी" is what the press calls a
// passkey.
// The notification of a pairing code is described and not quoted, because its words in Hindi were not seen.
export const texts: FirstMessages = {
  lang: 'hi',
  dir: 'ltr',
  title: 'WhatsApp को {app} से लिंक करें',
  titleWithoutApp: 'अपना WhatsApp लिंक करें',
  intro: 'करीब 20 सेकंड लगेंगे. फ़ोन पास में रखें.',
  step1: 'अपने फ़ोन पर *WhatsApp* खोलें',
  step2Android: '*मेनू*\u00a0{menu} पर टैप करें',
  step2Iphone: '*सेटिंग्स*\u00a0{settings} पर टैप करें',
  step3: '*लिंक किए गए डिवाइस*, फिर *डिवाइस लिंक करें* पर टैप करें',
  step4: 'यह QR कोड स्कैन करें',
  ways: 'लिंक करने के तरीके',
  byQr: 'QR कोड',
  byPhone: 'फ़ोन नंबर',
  qrLabel: 'अपना WhatsApp लिंक करने का QR कोड',
  ready: 'QR कोड तैयार है',
  waiting: 'कोड आ रहा है…',
  waitingLong: 'इसमें कुछ मिनट लग सकते हैं. यह पेज खुला रखें.',
  reconnecting: 'फिर से कनेक्ट हो रहा है…',
  renews: 'अपने-आप बदलता है, कोई जल्दी नहीं',
  lastCode: 'आखिरी कोड · {time}',
  endsSoon: 'कोड 10 सेकंड में खत्म होगा',
  enlarge: 'QR कोड बड़ा करें',
  shrink: 'QR कोड छोटा करें',
  expired: 'कोड खत्म हो गया',
  expiredHint: 'फ़ोन पास में हो, तब नया कोड लें.',
  help: 'मदद चाहिए?',
  newCode: 'नया कोड लें',
  tryAgain: 'फिर से कोशिश करें',
  start: 'QR कोड दिखाएं',
  allows: 'लिंक करने पर {app} आपके नंबर से WhatsApp मैसेज पढ़ और भेज सकेगा.',
  allowsWithoutApp: 'लिंक करने पर यह सेवा आपके नंबर से WhatsApp मैसेज पढ़ और भेज सकेगी.',
  undo: 'आप इसे कभी भी WhatsApp में *लिंक किए गए डिवाइस* में जाकर हटा सकते हैं.',
  error: 'यह नहीं हो सका',
};
