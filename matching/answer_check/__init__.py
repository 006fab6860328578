"""Did somebody really write what they learned? A kind check by rule, in two languages."""
