"""Building blocks of the screens. Only this room, the screens and the entry files import Streamlit."""
