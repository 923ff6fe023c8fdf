"""Charts: Plotly figures for the screens and small SVG drawings. No SQL, no Streamlit."""
