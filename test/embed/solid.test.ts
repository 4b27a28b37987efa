import { tried } from './tried.js';

tried('solid');
