"""What stands in somebody's way on a page of the dashboard or a phone, besides what axe finds."""

OPENED = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"
TROUBLES = """smallest => [
  ...[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
    .filter((node) => node.checkVisibility() && !node.matches(".skip"))
    .filter((node) => node.getBoundingClientRect().height < smallest - 0.5)
    .map((node) => `small: ${node.outerHTML}`),
  ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
]"""
