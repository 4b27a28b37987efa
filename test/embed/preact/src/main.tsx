import { render } from 'preact';
import { Login } from './Login.js';

render(<Login />, document.querySelector('#app')!);
