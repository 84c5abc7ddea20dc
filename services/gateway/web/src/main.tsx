import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { App } from './app/app';
import './app/app.css';
import { LanguageProvider } from './i18n/language';

// Some parts of Ant Design make style elements without asking for the nonce. What our own scripts make may carry it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const createElement = document.createElement.bind(document);
document.createElement = ((tag: string, options?: ElementCreationOptions) => {
  const element = createElement(tag, options);
  if (nonce && element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}) as typeof document.createElement;

const future = { v7_startTransition: true, v7_relativeSplatPath: true };
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><LanguageProvider><BrowserRouter future={future}><App /></BrowserRouter></LanguageProvider></StrictMode>);
