"""How a thing is called, dated, addressed, ordered and cited: text, no markup."""
