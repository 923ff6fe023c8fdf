"""What screens are made of. With the screens and the entry files, the only place that knows Streamlit."""
