import { render } from 'preact';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './style/layout.css';
import './style/pages.css';
import './style/print.css';
import { App } from './app.tsx';
import { startRouter } from './router.ts';
import { startSession } from './session/session.ts';
import { language } from './texts/index.ts';

document.documentElement.lang = language;
startRouter();
startSession();
const root = document.getElementById('app');
if (root) render(<App />, root);
