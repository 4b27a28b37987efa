/** The indicator of the development server would cover a part of the page. */
export default { devIndicators: false };
