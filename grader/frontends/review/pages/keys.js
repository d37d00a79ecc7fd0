'use strict';
// Each key is named by `aria-keyshortcuts` of what it presses, opens or goes to. Everything works without this file.
document.addEventListener('keydown', event => {
  const field = event.target.closest('input, textarea, select');
  if (event.key === 'Escape' && field) { field.blur(); return; }
  if (event.key === 'Enter' && event.ctrlKey && field && field.form) {
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector('button'));
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || field) return;
  const target = [...document.querySelectorAll('[aria-keyshortcuts]')]
    .find(element => element.getAttribute('aria-keyshortcuts') === event.key);
  if (!target) return;
  event.preventDefault();
  if (target.matches('input, textarea')) { target.focus(); target.select(); } else target.click();
});
