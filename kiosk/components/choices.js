// Choices: groups of chips that are ticked in the browser, without asking the server; what is
// chosen goes to it with the next action.

const MANY_OPTIONS = 16; // of which each is drawn a little smaller

/** Keeps what is chosen while the same screen is drawn again in other colours or words. */
class Choices {
  constructor() {
    this.key = null;
    this.given = null;
    this.chosen = new Map(); // group id -> Set of option ids
  }

  /** {nodes, look} of these groups, [] without any; look() shows the arrow while more is below. */
  draw({ screen, groups = [] }) {
    const given = givenChoices(groups);
    const key = JSON.stringify([screen, groups.map(({ id, kind }) => [id, kind])]);
    const isOther = key !== this.key || JSON.stringify(given) !== JSON.stringify(this.given);
    if (isOther) this.chosen = new Map(given.map(([id, options]) => [id, new Set(options)]));
    Object.assign(this, { key, given });
    if (!groups.length) return { nodes: [], look: null };
    const cards = groups.map((group) => this.makeGroup(group));
    const isLong = groups.some(({ options }) => options.length > MANY_OPTIONS);
    const className = `scroll-text groups ${isLong ? "" : "rather-fit"}`;
    return withMoreHint(element("div", { className }, ...cards));
  }

  makeGroup(group) {
    const id = `rz-group-${group.id}`;
    const named = { className: "group-label", text: group.label, attributes: { id } };
    const caption = group.caption ? element("p", { className: "cap", text: group.caption }) : null;
    const chips = element("div", { className: "chips" });
    chips.append(...group.options.map((option) => this.makeChip(group, option, chips)));
    const attributes = { role: "group", "aria-labelledby": id };
    chips.classList.toggle("dense", group.options.length > MANY_OPTIONS);
    const heading = element("h2", named);
    return element("section", { className: "group", attributes }, heading, caption, chips);
  }

  makeChip(group, option, chips) {
    const attributes = { type: "button", "data-id": `choice ${group.id} ${option.id}` };
    const chip = element("button", { className: "chip", attributes });
    chip.append(makeIcon("tick"), element("span", { text: option.label }));
    chip.dataset.option = option.id;
    chip.addEventListener("click", () => {
      this.toggle(group, option.id);
      for (const other of chips.children) this.dress(group, other);
    });
    this.dress(group, chip);
    return chip;
  }

  /** Of a single choice the chosen one, tapped again, is given up. */
  toggle({ id, kind }, option) {
    const chosen = this.chosen.get(id);
    const was = chosen.has(option);
    if (kind === "single") chosen.clear();
    if (was) chosen.delete(option);
    else chosen.add(option);
  }

  dress({ id }, chip) {
    chip.setAttribute("aria-pressed", String(this.chosen.get(id).has(chip.dataset.option)));
  }

  /** {group id: [option ids in the order of tapping]} for the server. */
  get all() {
    return Object.fromEntries([...this.chosen].map(([id, options]) => [id, [...options]]));
  }
}

function givenChoices(groups) {
  const chosen = ({ options }) => options.filter((option) => option.is_chosen);
  return groups.map((group) => [group.id, chosen(group).map((option) => option.id)]);
}
