"""Who acts, what they may write, and what they wrote: below the screens, asked by the door of the store."""
