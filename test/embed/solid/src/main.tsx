import { render } from 'solid-js/web';
import { Login } from './Login.jsx';

render(() => <Login />, document.querySelector('#app')!);
