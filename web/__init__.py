"""What stands between Streamlit and the pages: state and links, files served, the stage mounted."""
