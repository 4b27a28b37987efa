/** The indicator of the development server would cover a part of the page, and by itself that server knows no other host than `localhost`. */
export default { devIndicators: false, allowedDevOrigins: ['127.0.0.1'] };
