import { tried } from './tried.js';

tried('preact');
