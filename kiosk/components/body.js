// The body of a screen: groups of chips, cards, or a code to scan, whichever its layout shows.

/** What of a description the body is drawn from; hint: lines that stand below a code. */
function bodyPieces({ screen, layout, groups, cards, code }, hint) {
  const isCode = layout === "code" && Boolean(code);
  return {
    screen,
    groups: layout === "choice" ? (groups ?? []) : [],
    cards: layout === "cards" ? (cards ?? []) : [],
    code: isCode ? code : null,
    hint: isCode ? hint : [],
  };
}

/** {nodes, looks}; looks: functions that set the arrows of what scrolls. */
function makeBody({ screen, groups, cards, code, hint }, choices, onTap) {
  const chips = choices.draw({ screen, groups });
  const made = cards.map((card) => makeCard(card, onTap));
  const nodes = [
    ...chips.nodes,
    ...made.map(({ node }) => node),
    ...(code ? [makeCode(code), ...makeCodeHint(hint)] : []),
  ];
  const looks = [chips, ...made].map(({ look }) => look).filter(Boolean);
  return { nodes, looks };
}
