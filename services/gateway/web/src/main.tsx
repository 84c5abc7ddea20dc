import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { App } from './app/app';
import './app/app.css';
import { LanguageProvider } from './i18n/language';

const future = { v7_startTransition: true, v7_relativeSplatPath: true };
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><LanguageProvider><BrowserRouter future={future}><App /></BrowserRouter></LanguageProvider></StrictMode>);
