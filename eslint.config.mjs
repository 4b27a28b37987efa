import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { vendorWords } from './test/tools/vendor-words.mjs';

/** A test that is left out says nothing, and one that runs alone hides the others. */
const noPartialRuns = ['describe', 'it', 'test', 'suite', 'context'].flatMap((object) =>
  ['only', 'skip', 'todo'].map((property) => ({ object, property, message: 'All tests run, always.' })),
);

/** Rooms that also run in a server or a worker, where there is no page. */
const roomsWithoutPage = ['login', 'transport', 'gateways', 'relay', 'simulator', 'messages'];
const ofPage = [
  ...['document', 'window', 'history', 'localStorage', 'sessionStorage', 'customElements', 'Element', 'HTMLElement'],
  ...['Node', 'CSSStyleSheet', 'Image', 'MutationObserver', 'IntersectionObserver', 'matchMedia', 'alert'],
  ...['requestAnimationFrame', 'addEventListener'],
];

export default defineConfig(
  { ignores: ['**/dist/', 'coverage/', '**/node_modules/', 'test/embed/*/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // `throw signal.reason` throws what the caller chose.
      '@typescript-eslint/only-throw-error': 'off',
      'no-throw-literal': 'error',
      // Neither sees that an `await` may abort a signal, or that a server has no `navigator`.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      'no-control-regex': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended']],
    plugins: { vendors: { rules: { words: vendorWords } } },
    rules: {
      'vendors/words': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'max-depth': ['error', 3],
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        { selector: "MemberExpression[property.name='innerHTML']", message: 'Trusted Types refuse it.' },
      ],
      // Lit's own classes are known by their import, not by HTMLElement.
      'wc/guard-super-call': 'off',
    },
  },
  {
    files: roomsWithoutPage.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...ofPage.map((name) => ({ name, message: 'This room has no page.' }))],
      'no-restricted-properties': [
        'error',
        ...ofPage.map((property) => ({ object: 'globalThis', property, message: 'This room has no page.' })),
      ],
    },
  },
  // `addEventListener` knows the element's events by overloads, which a class cannot declare without implementing them.
  { files: ['src/wa-qr-login.ts'], rules: { '@typescript-eslint/no-unsafe-declaration-merging': 'off' } },
  // Words and style sheets are long, not intricate.
  { files: ['src/messages/**', 'src/**/*.css.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
            // semantic-dom-diff types chai's `equal` as a promise.
            { from: 'package', name: 'Equal', package: 'chai' },
          ],
        },
      ],
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'off',
      'no-restricted-properties': ['error', ...noPartialRuns],
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='skip']", message: 'All tests run, always.' },
        { selector: 'Property[key.name=/^(skip|only|todo)$/][value.value=true]', message: 'All tests run, always.' },
      ],
    },
  },
  // Its pages are those of a test tool.
  {
    files: ['test/environments/*/*'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['Request', 'URL', 'customElements', 'document', 'globalThis', 'setTimeout'],
          ...['console', 'fetch', 'process'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'URL', 'clearTimeout', 'console', 'fetch', 'performance', 'process', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
);
