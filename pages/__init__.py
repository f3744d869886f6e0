"""The screens: read the state, make a trace, show what `views` makes of it."""
