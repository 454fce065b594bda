// After a dialog closes the focus returns to where it was. Where that is gone (a menu that closed, a deleted row), it goes to the screen's main place.

export function keepFocus(): void {
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-focus-home]')?.focus({ preventScroll: true });
  }, 0);
}
