"""Pure functions from a reading to what the screen shows; nothing here imports streamlit."""
