// What the onlooker asks a page. Injected before the page's own scripts; changes nothing by itself.
window.looks = {
  whole: () => document.doctype !== null,

  sticksOut: () => {
    const page = document.scrollingElement
    if (page.scrollWidth <= page.clientWidth) return ''
    return [...document.querySelectorAll('body *')]
      .filter(one => one.getBoundingClientRect().right > page.clientWidth + 1)
      .slice(0, 4).map(one => `${one.tagName}.${one.className}`).join(' | ') || 'something'
  },

  // What a page is made of, without what it says: two that are made alike are judged once.
  build: () => [...document.querySelectorAll('html, body, body *')].map(one => {
    const said = ['value', 'href', 'action', 'content', 'nonce', 'src', 'd']
    const kept = [...one.attributes].filter(each => !said.includes(each.name))
    const empty = one.childElementCount === 0 && one.textContent.trim() === '' ? '-' : ''
    return one.tagName + empty + kept.map(each => each.name + each.value.replace(/[0-9a-f-]{8,}|\d+/g, '')).sort().join()
  }).join(),

  // WCAG 2.2, 2.5.8: 24 by 24 px, or a circle of that size around it that touches no other target; links in a
  // sentence and what the browser draws itself are excepted.
  smallTargets: () => {
    const SIZE = 24
    const inSentence = one => one.tagName === 'A' && getComputedStyle(one).display === 'inline' &&
      [...one.parentElement.childNodes].some(each => each.nodeType === 3 && each.textContent.trim())
    const box = one => {
      const label = one.labels?.[0]?.getBoundingClientRect()
      const own = one.getBoundingClientRect()
      return label && label.width * label.height > own.width * own.height ? label : own
    }
    const shown = one => one.checkVisibility({checkOpacity: false, checkVisibilityCSS: true}) && !one.closest('[inert]')
    const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter(shown).map(one => ({one, box: box(one)})).filter(({box}) => box.width > 1 && box.height > 1)
    const middle = ({box}) => [box.x + box.width / 2, box.y + box.height / 2]
    const small = ({box}) => box.width < SIZE || box.height < SIZE
    const near = ([x, y], other) => {
      const aside = Math.max(other.box.left - x, 0, x - other.box.right)
      const above = Math.max(other.box.top - y, 0, y - other.box.bottom)
      return Math.hypot(aside, above) < SIZE / 2
    }
    const touches = (target, other) => near(middle(target), other) || (small(other) &&
      Math.hypot(middle(target)[0] - middle(other)[0], middle(target)[1] - middle(other)[1]) < SIZE)
    return targets.filter(target => small(target) && !inSentence(target.one))
      .filter(target => targets.some(other => other.one !== target.one && !other.one.contains(target.one) &&
        touches(target, other)))
      .map(({one, box}) => `${Math.round(box.width)}×${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`)
  },

  // The page's own form: what it sends to itself.
  form: () => [...document.forms].find(one =>
    one.method === 'post' && new URL(one.getAttribute('action') || '', location.href).pathname === location.pathname &&
    one.querySelector('input:not([type=hidden]), select, textarea')),

  empty: () => {
    const form = looks.form()
    if (!form) return false
    for (const one of form.elements) {
      if (one.type === 'hidden' || one.tagName === 'BUTTON') continue
      if (one.type === 'checkbox' || one.type === 'radio') one.checked = false
      else one.value = ''
    }
    return true
  },

  send: () => HTMLFormElement.prototype.submit.call(looks.form())
}
