const $ = (id) => document.getElementById(id);

const api = document.querySelector('meta[name="chat-api"]').content;
const conversation = []; // what was said and answered; what was refused is not part of it
const sessionKey = crypto.randomUUID();
const PATIENCE_MS = 30_000;
const REMEMBERED_BYTES = 48_000; // the application reads 65,536
const NARROW = matchMedia('(max-width: 59.99rem)');

const HINTS = {
  'invalid-token': 'It may be mistyped, at its end, or deleted. Check the API key above.',
  'malformed-credentials': 'Check the API key above.',
  'inactive-key': 'Switch the key on, then send the message again.',
  'inactive-owner': 'The account or user of this key must be switched on first.',
  'over-age-key': 'Rotate it, and use the new one.',
  'key-not-bound': 'This client requires certain keys. Bind this one to it, or use another.',
  'not-found': 'For this key there is no client of that name.',
  'network-not-allowed': 'The key is limited to certain networks.',
};

let busy = false;
let left = ''; // of the quota, in words
let heldUntil = 0; // milliseconds of performance.now()

/* What is asked, and how. */

function chatUrl() {
  return `${api}/api/v1/llm-clients/${encodeURIComponent($('client').value.trim())}/chat/`;
}

function csrfToken() {
  const cookie = document.cookie.split('; ').find((it) => it.startsWith('csrftoken='));
  return cookie ? decodeURIComponent(cookie.slice('csrftoken='.length)) : '';
}

/** The conversation with what is asked now, without so much of its beginning as is too long. */
function bodyFor(text) {
  const messages = [...conversation, { role: 'user', content: text }];
  const body = () => JSON.stringify({ session_key: sessionKey, messages });
  while (messages.length > 2 && new TextEncoder().encode(body()).length > REMEMBERED_BYTES) {
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
    signal: AbortSignal.timeout(PATIENCE_MS),
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

/** Seconds from now; both forms of RFC 9110. */
function retryAfter(response) {
  const value = response.headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
}

/** What a refusal says: its own sentence, and what a reader may do. */
async function refusalOf(response) {
  const problem = await json(response);
  const kind = String(problem.type ?? '').split(/[/#]/).pop();
  const scopes = Array.isArray(problem.requiredScopes) ? problem.requiredScopes.join(', ') : '';
  return {
    title: problem.title ?? 'Refused',
    sentence: problem.detail ?? problem.title ?? `The server answered ${response.status}.`,
    hint: scopes ? `It takes: ${scopes}.` : (HINTS[kind] ?? ''),
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
    title: late ? 'No answer in time' : 'Not reached',
    sentence: late
      ? `The server has not answered within ${PATIENCE_MS / 1000} seconds.`
      : `The server at ${api} could not be reached, or does not let this page call it.`,
    hint: 'See whether the example is still running.',
    wait: 0,
    facts: {},
  };
}

/* What is shown. */

function make(tag, className, text, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) {
    made.textContent = text;
  }
  made.append(...children);
  return made;
}

function add(item) {
  $('empty').hidden = true;
  $('log').append(item);
  $('scroll').scrollTop = $('scroll').scrollHeight;
  return item;
}

function bubble(kind, who, text) {
  return make('div', kind, '', make('p', 'who', who), make('p', 'text', text));
}

function showRefusal(refusal, said, text) {
  said.classList.add('undelivered');
  said.querySelector('.who').textContent = 'You · not delivered';
  const number = refusal.status ? `${refusal.status} ` : '';
  const again = make('button', 'quiet', 'Send again');
  again.type = 'button';
  const count = make('span', 'count');
  const card = make('div', refusal.wait ? 'refusal wait' : 'refusal', '',
    make('p', 'who', `${number}${refusal.title}`),
    make('p', 'text', refusal.sentence));
  if (refusal.hint) {
    card.append(make('p', 'advice', refusal.hint));
  }
  card.append(make('div', 'again', '', again, count), factsOf(refusal.facts));
  again.addEventListener('click', () => {
    if (ready()) {
      card.remove();
      said.remove();
      $('message').focus();
      say(text);
    }
  });
  add(card);
  if (refusal.isOfTheKey) {
    $('panel').open = true;
  }
  if (refusal.wait) {
    hold(refusal.wait, again, count);
  }
}

function factsOf(facts) {
  const list = make('dl', '');
  for (const [name, value] of Object.entries(facts)) {
    if (value) {
      list.append(make('dt', '', name), make('dd', '', value));
    }
  }
  const details = make('details', '', '', make('summary', '', 'What the server said'), list);
  details.hidden = !list.childElementCount;
  details.addEventListener('toggle', () => details.scrollIntoView({ block: 'nearest' }));
  return details;
}

/** Keeps the buttons off until the server is ready to be asked again, and counts down. */
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
    const bar = make('progress', '');
    bar.max = Number(quota);
    bar.value = Number(rest);
    bar.setAttribute('aria-label', `Left of ${name}`);
    left = `${rest} of ${quota} left`;
    items.push(make('li', '', '',
      make('p', '', '', make('span', '', `${rest} of ${quota}`),
        make('span', 'muted', seconds ? `${name}, per ${seconds} s` : name)),
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

/* What the reader does. */

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
    wrong = 'There are characters in it that no API key has. Paste it again.';
  }
  const named = client && !/^\.{1,2}$|[/\\]/.test(client);
  const held = Math.ceil((heldUntil - performance.now()) / 1000);
  if (held > 0) {
    $('status').textContent = `Not yet. You can send again in ${held} seconds.`;
  }
  return held <= 0 && !busy
    && complain('client', named ? '' : 'Name the client to chat with, such as demo.')
    && complain('token', wrong);
}

async function say(text) {
  busy = true;
  refresh();
  const said = add(bubble('mine', 'You', text));
  const waiting = make('div', 'waiting', '', make('p', 'text', ''));
  waiting.setAttribute('aria-hidden', 'true');
  add(waiting);
  let refusal = null;
  try {
    const response = await ask(text);
    showQuotas(response);
    if (response.ok) {
      const { data } = await json(response);
      const content = String(data?.message?.content ?? '');
      conversation.push({ role: 'user', content: text }, { role: 'assistant', content });
      add(bubble('theirs', String(data?.llmClient ?? 'Answer'), content));
      if (NARROW.matches && conversation.length === 2) {
        $('panel').open = false; // the messages need the room
      }
    } else {
      refusal = await refusalOf(response);
    }
  } catch (error) {
    refusal = noAnswer(error);
  }
  waiting.remove();
  busy = false;
  if (refusal) {
    showRefusal(refusal, said, text);
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
// Or going back to the page would bring the key back.
window.addEventListener('pagehide', () => {
  $('token').value = '';
});
$('page-origin').textContent = location.origin;
refresh();
