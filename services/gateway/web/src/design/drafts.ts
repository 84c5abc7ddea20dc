// What is being typed, kept in the browser (IndexedDB: thousands of rows are too much for localStorage) until the server has it.
const databaseName = 'cpbudget';
const storeName = 'drafts';
/** Where a browser keeps nothing (private windows, tests): for as long as the page is open. */
const memory = new Map<string, unknown>();

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (typeof indexedDB === 'undefined') { reject(new Error('no IndexedDB')); return; }
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(storeName); };
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error('IndexedDB')); };
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = work(database.transaction(storeName, mode).objectStore(storeName));
      request.onsuccess = () => { resolve(request.result); };
      request.onerror = () => { reject(request.error ?? new Error('IndexedDB')); };
    });
  } finally {
    database.close();
  }
}

export async function readDraft<T>(key: string): Promise<T | undefined> {
  return run('readonly', (store) => store.get(key) as IDBRequest<T | undefined>).catch(() => memory.get(key) as T | undefined);
}

export async function keepDraft(key: string, draft: unknown): Promise<void> {
  await run('readwrite', (store) => store.put(draft, key)).catch(() => { memory.set(key, draft); });
}

export async function dropDraft(key: string): Promise<void> {
  memory.delete(key);
  await run('readwrite', (store) => store.delete(key)).catch(() => undefined);
}
