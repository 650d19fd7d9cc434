"""Answering questions as a person does who knows nothing of the catalogue: by what stands on the page."""

PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
xref
0 4
0000000000 65535 f
0000000009 00000 n
0000000054 00000 n
0000000105 00000 n
trailer<</Size 4/Root 1 0 R>>
startxref
170
%%EOF
"""
SENTENCE = "As our manual says, chapter 3; the office manager sees to it."

# Everything on the page that waits for an answer, and of what kind it is: one look instead of many.
LOOK = """form => {
  const found = [];
  const seen = new Set();
  for (const box of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    const { name, type, id } = box;
    if (seen.has(name) && !name.endsWith("answer") || name.startsWith("reason-") || name === "evidence") continue;
    if (["radio", "checkbox"].includes(type) && seen.has(name)) continue;
    seen.add(name);
    const label = (box.labels[0]?.innerText ?? "") + (document.getElementById(`${id}-hint`)?.innerText ?? "");
    found.push({ name, type, id, value: box.value, label, mode: box.inputMode, list: box.getAttribute("list") ?? "" });
  }
  return found;
}"""


def answer(person):
    """Fill in the question that is open, and save it."""
    form = person.page.locator("main form").filter(has=person.page.locator("button:text('Save and continue')")).last
    for box in form.evaluate(LOOK):
        give(form, box)
    person.press("Save and continue")


def give(form, box):
    if box["type"] == "file":
        if form.get_by_text("Attach it", exact=True).count():
            form.locator("input[type=file]").set_input_files(
                {"name": "Paper.pdf", "mimeType": "application/pdf", "buffer": PAPER}
            )
    elif "(optional)" in box["label"]:
        return
    elif box["type"] in ("radio", "checkbox"):
        form.locator(f"[name='{box['name']}']").first.check()
    elif box["type"] == "select-one":
        form.locator(f"[name='{box['name']}']").select_option(index=1)
    else:
        form.locator(f"[id='{box['id']}']").fill(words(box))


def words(box):
    if box["id"].endswith(("-day", "-month")):
        return "2"
    if box["id"].endswith("-year"):
        return "2026"
    if "27 3 2026" in box["label"]:
        return "2 2 2026"
    if box["list"] == "countries":
        return "Belgium"
    return "5" if box["mode"] == "decimal" else SENTENCE
