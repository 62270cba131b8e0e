const $ = (id) => document.getElementById(id);

const api = document.querySelector('meta[name="chat-api"]').content;
const conversation = []; // messages and answers; without denied messages
const sessionKey = crypto.randomUUID();
const TIMEOUT_MS = 30_000;
const MAX_BODY_BYTES = 48_000; // the application accepts 65,536
const NARROW = matchMedia('(max-width: 59.99rem)');

const HINTS = {
  'invalid-token': 'It may be mistyped, expired or deleted. Check the API key.',
  'malformed-credentials': 'Check the API key.',
  'inactive-key': 'Activate the key, then send the message again.',
  'inactive-owner': 'Activate the account or the user of this key first.',
  'over-age-key': 'Rotate the key, and use the new one.',
  'key-not-bound': 'This client requires specific keys. Bind this key to it, or use another key.',
  'not-found': 'No client with this name exists for this key.',
  'network-not-allowed': 'The key can be used only from certain networks.',
};

let busy = false;
let left = ''; // the remaining quota, as text
let heldUntil = 0; // milliseconds of performance.now()

/* Requests */

function chatUrl() {
  return `${api}/api/v1/llm-clients/${encodeURIComponent($('client').value.trim())}/chat/`;
}

function csrfToken() {
  const cookie = document.cookie.split('; ').find((it) => it.startsWith('csrftoken='));
  return cookie ? decodeURIComponent(cookie.slice('csrftoken='.length)) : '';
}

/** Returns the request body: the conversation and a new message, without the oldest if too long. */
function bodyFor(text) {
  const messages = [...conversation, { role: 'user', content: text }];
  const body = () => JSON.stringify({ session_key: sessionKey, messages });
  while (messages.length > 2 && new TextEncoder().encode(body()).length > MAX_BODY_BYTES) {
    messages.splice(0, 2);
  }
  return body();
}

function ask(text) {
  return fetch(chatUrl(), {
    method: 'POST',
    mode: 'cors',
    credentials: 'include',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'X-CSRFToken': csrfToken(),
      Authorization: `Token ${$('token').value.trim()}`,
    },
    body: bodyFor(text),
  });
}

async function json(response) {
  try {
    return (await response.json()) ?? {};
  } catch {
    return {};
  }
}

/** Returns the seconds of Retry-After, in either form of RFC 9110. */
function retryAfter(response) {
  const value = response.headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
}

/** Returns the texts of a denial: its detail, and a hint. */
async function denialOf(response) {
  const problem = await json(response);
  const kind = String(problem.type ?? '').split(/[/#]/).pop();
  const scopes = Array.isArray(problem.requiredScopes) ? problem.requiredScopes.join(', ') : '';
  return {
    title: problem.title ?? 'Denied',
    sentence: problem.detail ?? problem.title ?? `The server answered ${response.status}.`,
    hint: scopes ? `Required scopes: ${scopes}.` : (HINTS[kind] ?? ''),
    status: response.status,
    isOfTheKey: ['invalid-token', 'malformed-credentials'].includes(kind),
    wait: retryAfter(response),
    facts: {
      Status: `${response.status} ${response.statusText}`,
      Type: problem.type,
      'Key id': problem.keyId,
      'WWW-Authenticate': response.headers.get('WWW-Authenticate'),
      'Retry-After': response.headers.get('Retry-After'),
      RateLimit: response.headers.get('RateLimit'),
      'RateLimit-Policy': response.headers.get('RateLimit-Policy'),
    },
  };
}

function noAnswer(error) {
  const late = error.name === 'TimeoutError';
  return {
    title: late ? 'Timeout' : 'Server not reachable',
    sentence: late
      ? `The server did not respond within ${TIMEOUT_MS / 1000} seconds.`
      : `The server at ${api} could not be reached, or does not allow this page to call it.`,
    hint: 'Check whether the example is still running.',
    wait: 0,
    facts: {},
  };
}

/* Display */

function create(tag, className, text, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  if (text) {
    element.textContent = text;
  }
  element.append(...children);
  return element;
}

function add(item) {
  $('empty').hidden = true;
  $('log').append(item);
  $('scroll').scrollTop = $('scroll').scrollHeight;
  return item;
}

function bubble(kind, who, text) {
  return create('div', kind, '', create('p', 'who', who), create('p', 'text', text));
}

/** Returns a text for comparison: a title and a sentence may differ in case and end only. */
function bare(text) {
  return text.toLowerCase().replace(/\.$/, '');
}

/** Only the latest message can be sent again: later ones would come before it. */
function forgetEarlierDenials() {
  document.querySelectorAll('#log .again').forEach((it) => it.remove());
}

function showDenial(denial, said, text) {
  forgetEarlierDenials();
  said.classList.add('undelivered');
  said.querySelector('.who').textContent = 'You · not delivered';
  const number = denial.status ? `${denial.status} ` : '';
  const again = create('button', 'quiet', 'Send again');
  again.type = 'button';
  const count = create('span', 'count');
  const card = create('div', denial.wait ? 'denial wait' : 'denial', '',
    create('p', 'who', `${number}${denial.title}`));
  if (bare(denial.sentence) !== bare(denial.title)) {
    card.append(create('p', 'text', denial.sentence));
  }
  if (denial.hint) {
    card.append(create('p', 'advice', denial.hint));
  }
  card.append(create('div', 'again', '', again, count), factsOf(denial.facts));
  again.addEventListener('click', () => {
    if (ready()) {
      card.remove();
      said.remove();
      $('message').focus();
      say(text);
    }
  });
  add(card);
  if (denial.isOfTheKey) {
    $('panel').open = true;
  }
  if (denial.wait) {
    hold(denial.wait, again, count);
  }
}

function factsOf(facts) {
  const list = create('dl', '');
  for (const [name, value] of Object.entries(facts)) {
    if (value) {
      list.append(create('dt', '', name), create('dd', '', value));
    }
  }
  const details = create('details', '', '', create('summary', '', 'Response details'), list);
  details.hidden = !list.childElementCount;
  details.addEventListener('toggle', () => details.scrollIntoView({ block: 'nearest' }));
  return details;
}

/** Disables the buttons until the server accepts requests again, and counts down. */
function hold(seconds, again, count) {
  heldUntil = performance.now() + seconds * 1000;
  const mine = heldUntil;
  const hint = $('composer-hint');
  const usual = hint.dataset.usual ?? (hint.dataset.usual = hint.textContent);
  count.setAttribute('role', 'timer');
  $('status').textContent = `You can send again in ${seconds} seconds.`;
  const tick = () => {
    const rest = Math.ceil((mine - performance.now()) / 1000);
    again.disabled = rest > 0;
    if (rest > 0) {
      count.textContent = `in ${rest} s`;
      hint.textContent = `You can send again in ${rest} s.`;
      setTimeout(tick, 200);
    } else {
      count.textContent = 'now';
      hint.textContent = usual;
      $('status').textContent = 'You can send again.';
    }
    refresh();
  };
  tick();
}

/** RateLimit and RateLimit-Policy: "key";r=119;t=1 and "key";q=120;w=60. */
function showQuotas(response) {
  const read = (name) => new Map(
    [...(response.headers.get(name) ?? '').matchAll(/"([^"]*)"((?:;\w+=\d+)*)/g)].map((it) =>
      [it[1], Object.fromEntries(it[2].split(';').slice(1).map((pair) => pair.split('=')))]));
  const policies = read('RateLimit-Policy');
  const items = [];
  for (const [name, { r: rest }] of read('RateLimit')) {
    const { q: quota = rest, w: seconds } = policies.get(name) ?? {};
    const bar = create('progress', '');
    bar.max = Number(quota);
    bar.value = Number(rest);
    bar.setAttribute('aria-label', `Remaining of ${name}`);
    left = `${rest} of ${quota} left`;
    items.push(create('li', '', '',
      create('p', '', '', create('span', '', `${rest} of ${quota}`),
        create('span', 'muted', seconds ? `${name}, per ${seconds} s` : name)),
      bar));
  }
  if (items.length) {
    $('quota-list').replaceChildren(...items);
    $('quotas').hidden = false;
  }
}

function refresh() {
  const held = performance.now() < heldUntil;
  $('send').disabled = busy || held;
  $('client-hint').textContent = `POST ${new URL(chatUrl()).pathname}`;
  const name = $('client').value.trim();
  $('summary-state').textContent =
    $('token').value ? [name || 'no client', left || 'key given'].join(' · ') : 'no key yet';
}

/* Input */

function complain(id, sentence) {
  $(`${id}-error`).textContent = sentence;
  $(`${id}-error`).hidden = !sentence;
  $(id).setAttribute('aria-invalid', String(Boolean(sentence)));
  if (sentence) {
    $('panel').open = true;
    $(id).focus();
  }
  return !sentence;
}

function ready() {
  const token = $('token').value.trim();
  const client = $('client').value.trim();
  let wrong = '';
  if (!token) {
    wrong = 'Paste an API key first.';
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    wrong = 'It contains characters that no API key has. Paste it again.';
  }
  const named = client && !/^\.{1,2}$|[/\\]/.test(client);
  const held = Math.ceil((heldUntil - performance.now()) / 1000);
  if (held > 0) {
    $('status').textContent = `Too early. You can send again in ${held} seconds.`;
  }
  return held <= 0 && !busy
    && complain('client', named ? '' : 'Enter the name of a client, such as demo.')
    && complain('token', wrong);
}

async function say(text) {
  busy = true;
  refresh();
  const said = add(bubble('mine', 'You', text));
  const waiting = create('div', 'waiting', '', create('p', 'text', ''));
  waiting.setAttribute('aria-hidden', 'true');
  add(waiting);
  let denial = null;
  try {
    const response = await ask(text);
    showQuotas(response);
    if (response.ok) {
      const { data } = await json(response);
      const content = String(data?.message?.content ?? '');
      conversation.push({ role: 'user', content: text }, { role: 'assistant', content });
      forgetEarlierDenials();
      add(bubble('theirs', String(data?.llmClient ?? 'Answer'), content));
      if (NARROW.matches && conversation.length === 2) {
        $('panel').open = false; // leave room for the messages
      }
    } else {
      denial = await denialOf(response);
    }
  } catch (error) {
    denial = noAnswer(error);
  }
  waiting.remove();
  busy = false;
  if (denial) {
    showDenial(denial, said, text);
  }
  refresh();
}

$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('message').value.trim();
  if (text && ready()) {
    $('message').value = '';
    say(text);
  }
});
$('message').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});
for (const id of ['token', 'client']) {
  $(id).addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      $('message').focus();
    }
  });
  $(id).addEventListener('input', () => {
    complain(id, '');
    refresh();
  });
}
$('show').addEventListener('click', () => {
  const shown = $('token').type === 'text';
  $('token').type = shown ? 'password' : 'text';
  $('show').setAttribute('aria-pressed', String(!shown));
});
// Otherwise browsers may restore the key when the user returns to the page.
window.addEventListener('pagehide', () => {
  $('token').value = '';
});
// A wide layout that becomes narrow leaves room for the messages, unless the key is missing.
NARROW.addEventListener('change', () => {
  $('panel').open = !NARROW.matches || !conversation.length;
});

/* Theme */

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

$('theme').addEventListener('change', () => {
  applyTheme($('theme').value);
  try {
    localStorage.setItem('sallyport-theme', $('theme').value);
  } catch {
    // The browser keeps nothing of this site.
  }
});
try {
  $('theme').value = localStorage.getItem('sallyport-theme') ?? '';
} catch {
  // The browser keeps nothing of this site.
}
applyTheme($('theme').value);
$('page-origin').textContent = location.origin;
refresh();
