import { tried } from './tried.js';

tried('react-18');
