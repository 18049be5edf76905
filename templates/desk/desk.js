// The desk's keys, dragging and live changes. Every page works without it.
(() => {
  'use strict';
  const WHOLE = { target: '#edition', select: '#edition', swap: 'outerHTML' };
  const root = () => document.getElementById('edition');
  const stories = () =>
    [...document.querySelectorAll('#front > .story, #tail > .story')].filter((story) => !story.hidden);
  const current = () => document.activeElement?.closest('.story') ?? null;
  // A section is chosen at once and kept: it is not typed.
  const typing = () =>
    /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '') &&
    document.activeElement.id !== 'section';

  // What is typed, and not saved, survives that the page is shown anew.
  const fields = () => [...(root()?.querySelectorAll('input[type="text"], textarea') ?? [])]
    .filter((field) => field.id);
  let kept = [];
  const keep = () => {
    kept = fields()
      .filter((field) => field.value !== field.defaultValue)
      .map(({ id, value }) => ({ id, value }));
  };
  const putBack = () => {
    for (const { id, value } of kept) {
      const field = document.getElementById(id);
      if (field) {
        field.value = value;
        field.closest('details')?.setAttribute('open', '');
      }
    }
  };

  // Of one section, where one is chosen; also when the page is shown anew.
  let section = '';
  const pick = () => {
    const field = document.getElementById('section');
    if (![...(field?.options ?? [])].some((option) => option.value === section)) {
      section = ''; // nothing of it is left
    }
    if (field) {
      field.value = section;
      document.getElementById('pick').hidden = false;
    }
    for (const story of document.querySelectorAll('#tail > .story')) {
      story.hidden = section !== '' && story.dataset.section !== section;
    }
  };
  document.addEventListener('change', (event) => {
    if (event.target.id === 'section') {
      section = event.target.value;
      pick();
    }
  });

  const ask = (verb, path, options) => htmx.ajax(verb, path, { source: root(), ...options });
  const place = (story, position) =>
    ask('POST', `${story.dataset.path}/place?position=${position}`, WHOLE);

  const focusOn = (story) => {
    story?.focus({ preventScroll: true });
    story?.scrollIntoView({ block: 'nearest' });
  };
  const step = (by) => {
    const all = stories();
    const index = all.indexOf(current());
    focusOn(all[index < 0 ? 0 : Math.min(all.length - 1, Math.max(0, index + by))]);
  };

  // j and k lead to a story; what is done to one needs the focus on it.
  document.addEventListener('keydown', (event) => {
    if (!root() || typing() || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = event.key;
    const story = current();
    if (key === 'j' || key === 'k') {
      step(key === 'j' ? 1 : -1);
    } else if (event.repeat) {
      return;
    } else if (key === '?') {
      const keys = document.querySelector('.keys');
      keys.open = !keys.open;
      keys.querySelector('summary').focus();
    } else if (key === 'u') {
      document.getElementById('undo')?.click();
    } else if ((key === 'p' || key === 'x') && story) {
      story.querySelector(`[data-key="${key}"]`)?.click();
    } else if (/^[1-9]$/.test(key) && story && root().dataset.arrange === 'true') {
      place(story, key);
    } else {
      return;
    }
    event.preventDefault();
  });

  const drag = () => {
    if (!root() || root().dataset.arrange !== 'true') {
      return;
    }
    const options = {
      group: 'stories',
      animation: 0,
      // A swipe scrolls; a story is taken by holding it.
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 5,
      filter: 'a, button, summary',
      preventOnFilter: false,
    };
    const moved = (event) => place(event.item, event.newIndex + 1);
    Sortable.create(document.getElementById('front'), { ...options, onUpdate: moved, onAdd: moved });
    Sortable.create(document.getElementById('tail'), {
      ...options,
      sort: false,
      // A pin goes; anything else stands where the ranking says.
      onAdd: (event) => {
        const unpin = event.item.querySelector('[id^="unpin-"]');
        unpin ? unpin.click() : ask('GET', location.pathname, WHOLE);
      },
    });
  };

  // What other editors change is shown at once, or when a field is left; how far the sending is
  // takes its own part of the page only.
  // Neither counts as use of the session.
  const UNASKED = { headers: { 'X-Unasked': 'true' } };
  let busy = 0;
  let missed = '';
  const refresh = (shown) => {
    if (!root()) {
      return;
    }
    if (busy > 0) {
      missed = shown;
      return;
    }
    const [revision, state, counted] = shown.split(' ');
    if (Number(revision) < Number(root().dataset.revision)) {
      return; // the page has what came after
    }
    if (root().dataset.revision === revision && root().dataset.state === state) {
      if (counted && document.getElementById('run')) {
        ask('GET', location.pathname, { target: '#run', select: '#run', swap: 'outerHTML', ...UNASKED });
      }
    } else if (typing()) {
      missed = shown;
      document.getElementById('note')
        ?.replaceChildren('Somebody has changed the edition; it is shown when you leave the field.');
    } else {
      ask('GET', location.pathname, { ...WHOLE, ...UNASKED });
    }
  };
  const catchUp = () => {
    const shown = missed;
    missed = '';
    if (shown) {
      refresh(shown);
    }
  };
  const follow = () => {
    const edition = root()?.dataset.edition;
    if (!edition) {
      return;
    }
    const live = new EventSource(`/desk/editions/${edition}/live`);
    live.addEventListener('changed', (event) => refresh(event.data));
    live.addEventListener('here', (event) => {
      const here = document.getElementById('here');
      if (here) {
        here.textContent = event.data.slice(1);
      }
    });
    live.addEventListener('error', () => {
      // After an answer that is no stream a browser does not try again by itself.
      if (live.readyState === EventSource.CLOSED) {
        setTimeout(follow, 10000);
      }
    });
  };

  // Countdowns, states and who is where pass by themselves on Today; not under somebody's hand.
  const lookAgain = () => {
    const today = document.getElementById('today');
    if (today && !document.hidden && !today.contains(document.activeElement)) {
      htmx.ajax('GET', location.pathname, {
        source: today, target: '#today', select: '#today', swap: 'outerHTML', ...UNASKED,
      });
    }
  };

  // Nothing was changed: say so beside the page, which stays as it is.
  const refused = (event) => {
    const answer = event.detail.xhr;
    const csrf = answer.getResponseHeader('X-CSRF-Token');
    if (csrf) {
      root()?.setAttribute('data-hx-headers', JSON.stringify({ 'X-CSRF-Token': csrf }));
    }
    const page = new DOMParser().parseFromString(answer.responseText, 'text/html');
    const said = page.querySelector('p.error, main p');
    document.getElementById('note')?.replaceChildren(said ?? 'That was not done. Load the page again.');
  };

  let at = '';
  document.addEventListener('DOMContentLoaded', () => {
    drag();
    pick();
    follow();
    setInterval(lookAgain, 20000);
    window.addEventListener('focus', lookAgain);
    document.body.addEventListener('htmx:beforeRequest', () => {
      busy++;
      at = current()?.id ?? '';
    });
    document.body.addEventListener('htmx:afterRequest', () => {
      busy--;
      catchUp();
    });
    document.body.addEventListener('focusout', () => setTimeout(catchUp));
    document.body.addEventListener('htmx:beforeSwap', keep);
    document.body.addEventListener('htmx:responseError', refused);
    document.body.addEventListener('htmx:afterSwap', (event) => {
      if (event.detail.target?.id === 'run') {
        return;
      }
      document.getElementById('note')?.replaceChildren();
      putBack();
      pick();
      drag();
      if (at && !typing()) {
        focusOn(document.getElementById(at));
      }
    });
  });
})();
