// The desk's keys, dragging and live changes. Every page works without it.
(() => {
  'use strict';
  const root = () => document.getElementById('edition');
  const stories = () => [...document.querySelectorAll('#front > .story, #tail > .story')];
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');

  const place = (story, position) => {
    const csrf = root().querySelector('input[name="csrf"]').value;
    htmx.ajax('POST', `${story.dataset.path}/place?position=${position}`, {
      source: root(), target: '#edition', select: '#edition', swap: 'outerHTML', values: { csrf },
    });
  };

  // A story keeps the focus when the page around it is new.
  let at = '';
  const focusOn = (story) => {
    if (story) {
      at = story.id;
      story.focus();
      story.scrollIntoView({ block: 'nearest' });
    }
  };
  const current = () => document.activeElement?.closest('.story') ?? document.getElementById(at);
  const step = (by) => {
    const all = stories();
    const index = all.indexOf(current());
    focusOn(all[index < 0 ? 0 : Math.min(all.length - 1, Math.max(0, index + by))]);
  };

  document.addEventListener('keydown', (event) => {
    if (!root() || typing() || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = event.key;
    const story = current();
    if (key === 'j' || key === 'k') {
      step(key === 'j' ? 1 : -1);
    } else if (key === '?') {
      const keys = document.querySelector('.keys');
      keys.open = !keys.open;
      keys.querySelector('summary').focus();
    } else if (key === 'u') {
      document.getElementById('undo')?.click();
    } else if ((key === 'p' || key === 'x') && story) {
      at = story.id;
      story.querySelector(`[data-key="${key}"]`)?.click();
    } else if (/^[1-9]$/.test(key) && story && root().dataset.arrange === 'true') {
      at = story.id;
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
    const front = document.getElementById('front');
    const options = { group: 'stories', animation: 0, filter: 'a, button, summary', preventOnFilter: false };
    Sortable.create(front, {
      ...options,
      onUpdate: (event) => place(event.item, event.newIndex + 1),
      onAdd: (event) => place(event.item, event.newIndex + 1),
    });
    Sortable.create(document.getElementById('tail'), {
      ...options,
      sort: false,
      // Out of the front page: a pin goes, anything else stands where the ranking says.
      onAdd: (event) => event.item.querySelector('[id^="unpin-"], [id^="drop-"]')?.click(),
    });
  };

  // What other editors change is shown at once, unless something is being typed.
  const follow = () => {
    const edition = root()?.dataset.edition;
    if (!edition) {
      return;
    }
    const live = new EventSource(`/desk/editions/${edition}/live`);
    live.addEventListener('changed', (event) => {
      if (root() && event.data !== root().dataset.revision + ' ' + root().dataset.state && !typing()) {
        htmx.ajax('GET', `/desk/editions/${edition}`, {
          source: root(), target: '#edition', select: '#edition', swap: 'outerHTML',
        });
      }
    });
  };

  document.addEventListener('DOMContentLoaded', () => {
    drag();
    follow();
    document.body.addEventListener('htmx:afterSwap', () => {
      drag();
      const story = document.getElementById(at);
      if (story && !typing()) {
        story.focus();
      }
    });
  });
})();
